"""What is measured, beside the peers, in the same run: ``python -m benchmarks``.

``documents`` makes the archives, ``building``, ``indexing`` and ``searching`` measure with the help of ``measuring``, ``peers`` is the
table of what stands beside us, ``report`` writes the figures down. ``search`` asks the index alone. No figure is ever asserted: a busy machine is
not a failure.
"""
