//! The figures on the page: each draws what its machine in the core says.
