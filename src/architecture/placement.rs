//! Where things belong: containers, what may be dropped where, deletion.
