"""What belongs together in an archive, settled at the end of every import: duplicates, translations, the alerts that others follow.

==================  =====================================================================================================
``duplicates``      the same alert from several sources, item by item
``names``           what stays the same when a text is translated
``traits``          what a record is known by; ``register`` keeps them, a year at a time
``resemblance``     near-duplicates, by MinHash
``translations``    likely translations, with a confidence; ``contradictions`` is what speaks against one
``links``           the links that were made; ``shaken``: those that would not be made any more
``citations``       which alert a cited date means
``sifting``         one walk over the archive that finds all this
``decisions``       what a person decided; ``proposals`` is what is left to decide, ``review`` asks it
``following``       what follows from what was decided
``bonds``           which records share an id; ``changes`` writes it; ``settlement`` is the whole in its order
``interrupted``     takes back what an import that was killed had settled
==================  =====================================================================================================
"""
