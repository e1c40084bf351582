"""The domain: what an alert is, how precisely it is dated, and what its words mean in three languages.

Nothing here knows Pelican, the importers or the network.
"""
