//! A kind that exists only in tests, with a table of its own: see
//! `src/tests.rs`.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, Ground, KindInfo, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::row::{Member, RowInfo, row};
use crate::architecture::tags::Tagging;

row! {
    /// A part of a specimen.
    SpecimenPart = RowInfo::lines("part", "specimen part");

    /// Its place in the order.
    number: u32 = 10
        => Member::number("No.", (1, 1000), "").narrow().counted(10);

    /// The subnet that holds it.
    subnet: Option<ResourceId> = None
        => Member::reference("Holder", &[Kind::Subnet]).optional().vital();

    /// What is written on it.
    label: String = "first".to_owned()
        => Member::text("Label", "first").optional().detail();
}

declare! {
    /// A specimen shows what a kind needs and no more. [logic]
    Specimen = KindInfo::new("specimen", "Specimen", "AWS::Test::Specimen")
        .icon("vpc")
        .category(Category::Storage)
        .places(&[Place::inside(Kind::Vpc, "vpc")])
        .ground(Ground::Wall)
        .api("CreateSpecimen", "DeleteSpecimen")
        .tagged(Tagging::EC2)
        .first_name("sample")
        .keywords("proof");

    /// The VPC that it is in.
    vpc: Option<ResourceId> = None
        => Property::reference("VPC", "VpcId", &[Kind::Vpc]).fixed();

    /// What it consists of.
    parts: Vec<SpecimenPart> = Vec::new()
        => Property::rows("Parts", "Parts", &SpecimenPart::ROW)
            .added_by("AddSpecimenPart")
            .removed_by("RemoveSpecimenPart");
}
