//! The kind that exists only in tests: see `src/tests.rs`.

use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{Kind, ResourceId, Specimen};

pub(super) fn write(w: &mut Writer, id: &ResourceId, specimen: &Specimen) {
    let vpc = match w.follow(&specimen.vpc, Kind::Vpc, "a VPC") {
        Ok(vpc) => vpc,
        Err(why) => return w.omit(id, why),
    };
    let parts = specimen.parts.iter().map(|part| {
        let part = Fields::new()
            .with("Number", part.number)
            .with("Label", part.label.as_str());
        Value::from(part)
    });
    let properties = Fields::new()
        .with("VpcId", Value::Ref(w.id(&vpc)))
        .list("Parts", parts.collect())
        .list("Tags", w.tags(id));
    w.add(id, "AWS::Test::Specimen", properties);
}
