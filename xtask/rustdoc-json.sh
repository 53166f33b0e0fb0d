#!/bin/sh
# Stands in for rustdoc where it is to write JSON, which stable Rust does not offer yet. Set
# for rustdoc alone: in cargo's environment it would have every dependency built once more.
RUSTC_BOOTSTRAP=1 exec rustdoc "$@"
