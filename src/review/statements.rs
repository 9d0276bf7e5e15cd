//! What the learner says of what no drawing holds.
//!
//! The account keeps statements, each answering a line by its code. A review
//! believes them and marks them as the learner's word; what the drawing itself
//! contradicts it does not believe.

use crate::architecture::*;

/// What was said for a line, if anything was.
pub fn said<'a>(design: &Indexed<'a>, line: &str) -> Option<&'a Statement> {
    let mut all = design.all::<Account>().flat_map(|(_, it)| &it.statements);
    all.find(|it| it.line.trim() == line)
}

/// The edits that make a statement for a line. Where there is no account that
/// could hold it, one is drawn.
pub fn edits(architecture: &Architecture, line: &str, what: &str) -> Vec<Edit> {
    let statement = Statement {
        line: line.to_owned(),
        said: what.to_owned(),
    };
    let Some((id, account)) = architecture.all::<Account>().next() else {
        let account = Account {
            statements: vec![statement],
            ..Account::default()
        };
        let id = architecture.free_id(Kind::Account);
        let name = architecture.first_name(Kind::Account, &id);
        let resource = Resource::new(name, account);
        return vec![Edit::create(id, resource)];
    };
    let known = account
        .statements
        .iter()
        .position(|it| it.line.trim() == line);
    match known {
        Some(place) => {
            let mut all = account.statements.clone();
            all[place] = statement;
            vec![Edit::set(id, "statements", all)]
        }
        None => {
            let end = account.statements.len();
            vec![Edit::insert(id, "statements", end, statement)]
        }
    }
}
