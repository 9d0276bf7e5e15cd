//! Files and the browser's storage: opening, saving, downloading.
