//! The released page is cut into parts after it has been linked (`xtask/src/parts.rs`), and
//! whoever cuts has to know what refers to what: the linker notes it down.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is_split = std::env::var_os("CARGO_FEATURE_SPLIT").is_some();
    let of_page = std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|it| it == "wasm32");
    if is_split && of_page {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
