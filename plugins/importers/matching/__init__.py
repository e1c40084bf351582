"""What belongs together in an archive, settled at the end of every import: duplicates, translations, the alerts that others follow.

==================  =====================================================================================================
``names``           what stays the same when a text is translated
``traits``          what a record is known by; ``register`` keeps them, a year at a time
``resemblance``     near-duplicates, by MinHash
``translations``    likely translations, with a confidence
``citations``       which alert a cited date means
``sifting``         one walk over the archive that finds all this
``decisions``       what a person decided; ``proposals`` is what is left to decide, ``review`` asks it
``bonds``           which records share an id; ``changes`` writes it; ``settlement`` is the whole in its order
==================  =====================================================================================================
"""
