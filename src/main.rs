//! The two doors.

#[cfg(target_arch = "wasm32")]
fn main() {
    cloud_campus::app::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
