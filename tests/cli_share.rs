//! Links through the terminal door: made, opened, refused.

mod cli_support;

use cli_support::{NOTEBOOKLY, run, run_with};

#[test]
fn a_link_leads_back_to_the_document() {
    let made = run(&[
        "share",
        NOTEBOOKLY,
        "--page",
        "https://campus.example/#/old",
    ]);
    assert_eq!(made.code, Some(0), "{}", made.shown());
    let link = made.out.trim();
    assert!(
        link.starts_with("https://campus.example/#/open/1."),
        "{link}"
    );
    assert!(
        made.err.contains("some chats cut links over 2,000"),
        "{}",
        made.shown()
    );

    let opened = run(&["share", "--open", link]);
    assert_eq!(opened.code, Some(0), "{}", opened.shown());
    let checked = run_with(&["check", "-"], &opened.out);
    assert_eq!(checked.out, run(&["check", NOTEBOOKLY]).out);
    // And from standard input, as it comes out of a pipe.
    let piped = run_with(&["share", "--open", "-"], &made.out);
    assert_eq!(piped.out, opened.out);
}

#[test]
fn a_link_that_was_cut_off_is_bad_input() {
    let made = run(&["share", NOTEBOOKLY]);
    let cut = &made.out[..made.out.len() / 2];
    let opened = run(&["share", "--open", cut]);
    assert_eq!(opened.code, Some(2), "{}", opened.shown());
    assert!(
        opened
            .err
            .contains("the link was not opened: the link ends too early")
    );
    assert_eq!(run(&["share"]).code, Some(2));
}
