//! The two doors: in a browser the page, in a terminal the command line.

#[cfg(target_arch = "wasm32")]
fn main() {
    cloud_campus::app::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    cloud_campus::cli::run(std::env::args_os())
}
