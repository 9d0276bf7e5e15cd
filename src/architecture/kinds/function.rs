//! A Lambda function, as what an alarm calls.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Place, declare};
use crate::architecture::property::{Choice, Property};
use crate::architecture::tags::Tagging;

/// [Lambda DG: Lambda runtimes]
const RUNTIMES: &[Choice] = &[
    Choice { value: "python3.13", label: "Python 3.13" },
    Choice { value: "nodejs22.x", label: "Node.js 22" },
    Choice { value: "java21", label: "Java 21" },
    Choice { value: "provided.al2023", label: "your own, on Amazon Linux 2023" },
];

declare! {
    /// A Lambda function runs a program when something calls it, an alarm for
    /// instance, and costs nothing in between. What the program does is not
    /// modelled; a template brings one that writes down what it was called
    /// with. [Lambda DG: What is AWS Lambda]
    Function = KindInfo::new("function", "Lambda function", "AWS::Lambda::Function")
        .category(Category::Compute)
        .icon("lambda")
        .places(&[Place::inside(Kind::Region, "region")])
        .api("CreateFunction", "DeleteFunction")
        .tagged(Tagging::LAMBDA)
        .keywords("lambda serverless code");

    /// The Region that it is in.
    region: Option<ResourceId> = None
        => Property::reference("Region", "", &[Kind::Region]).fixed();

    /// What runs its program.
    runtime: String = "python3.13".to_owned()
        => Property::suggested("Runtime", "Runtime", RUNTIMES).via("UpdateFunctionConfiguration");

    /// The memory that it has.
    memory: u32 = 128
        => Property::number("Memory", "MemorySize", (128, 10_240), "MB").via("UpdateFunctionConfiguration");

    /// After how long it is stopped.
    timeout: u32 = 3
        => Property::number("Timeout", "Timeout", (1, 900), "seconds").via("UpdateFunctionConfiguration");

    /// What it may do: a role that Lambda may put on.
    role: Option<ResourceId> = None
        => Property::reference("Role", "Role", &[Kind::IamRole]).via("UpdateFunctionConfiguration");
}
