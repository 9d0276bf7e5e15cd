//! The predicates, each judged where it belongs.

use super::{
    Judgement, Moment, Scope, State, account, cell, cost, design, flow, policy, rows, run, since,
};
use crate::course::condition::Leaf;

/// Judges a predicate; where it is not `wanted`, its contrary.
pub fn judge(leaf: &Leaf, moment: &Moment, scope: &Scope, wanted: bool) -> Judgement {
    let judgement = match leaf {
        Leaf::Prop(key, of, test) => design::prop(key, of.as_ref(), test, moment, scope, wanted),
        Leaf::Row(row) => rows::row(row, moment, scope, wanted),
        Leaf::Derived(derived, test) => design::derived(derived, test, moment, scope, wanted),
        Leaf::Related(how, from, to) => design::related(how, from.as_ref(), to, moment, scope),
        Leaf::Finding(code, on, presence) => {
            since::finding(code, on.as_ref(), *presence, moment, scope)
        }
        Leaf::Errors(test) => design::severity(true, test, moment, scope),
        Leaf::Warnings(test) => design::severity(false, test, moment, scope),
        Leaf::Trace(wanted) => flow::trace(wanted, moment, scope),
        Leaf::Intents => flow::intents(moment),
        Leaf::WhatIf(fail, journey, fails) => flow::what_if(fail, journey, *fails, moment, scope),
        Leaf::WeakPoints(weak, test) => flow::weak_points(*weak, test, moment, scope),
        Leaf::Cell(wanted) => cell::judge(wanted, moment, scope),
        Leaf::Event(wanted, test) => since::event(wanted, test, moment, scope),
        Leaf::Gap(of, is_none) => since::gap(of, *is_none, moment, scope),
        Leaf::Edits(of, test) => since::edits(of, test, moment, scope),
        Leaf::Figure(name, output, test) => since::figure(name, output, test, moment, scope),
        Leaf::Export(what, test) => design::export(what, test, moment, scope),
        Leaf::Unchanged(of) => since::unchanged(of, moment, scope),
        Leaf::Cost(wanted, test) => cost::judge(wanted, test, moment, scope),
        Leaf::Policy(wanted) => policy::judge(wanted, moment, scope),
        Leaf::Run(run, test) => run::judge(run, test.as_ref(), moment, scope, wanted),
        Leaf::Account(fact, test) => account::judge(fact, test, moment, scope, wanted),
    };
    // These turn themselves round, because their contrary has words of its own.
    let turned = matches!(
        leaf,
        Leaf::Prop(..) | Leaf::Row(_) | Leaf::Derived(..) | Leaf::Run(..) | Leaf::Account(..)
    );
    if wanted || turned {
        return judgement;
    }
    let state = match judgement.state {
        State::Met => State::Missing,
        State::Missing => State::Met,
        State::Unclear => State::Unclear,
    };
    Judgement { state, ..judgement }.contrary()
}
