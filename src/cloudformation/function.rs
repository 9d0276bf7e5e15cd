//! Lambda functions.
//!
//! What the program does is not modelled, so a template brings one that writes
//! down what it was called with. Only for Python and Node.js can it stand in
//! the template itself. [CFN TR: AWS::Lambda::Function Code: ZipFile]

use super::instance_profile::trusts;
use super::names;
use super::omission::Why;
use super::policy;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{Function, Kind, ResourceId};

const PYTHON: &str = "import json\n\n\ndef handler(event, context):\n    print(json.dumps(event))\n";
const NODE: &str = "exports.handler = async (event) => {\n  console.log(JSON.stringify(event));\n};\n";

pub(super) fn write(w: &mut Writer, id: &ResourceId, function: &Function) {
    let runtime = function.runtime.trim();
    let known = |start: &str| {
        runtime.starts_with(start)
            && runtime.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'.')
    };
    let program = if known("python3.") {
        PYTHON
    } else if known("nodejs") {
        NODE
    } else {
        return w.omit(
            id,
            Why::Inexpressible("a template can bring a program for Python and Node.js only"),
        );
    };
    let role = match &function.role {
        None => execution_role(w, id),
        chosen => match w.follow(chosen, Kind::IamRole, "a role") {
            Ok(role) => {
                trusts(w, id, &role, "lambda.amazonaws.com");
                w.id(&role)
            }
            Err(why) => return w.omit(id, why),
        },
    };
    // Letters, digits, `-` and `_`. [API lambda CreateFunction]
    let takes = |char: char| char.is_ascii_alphanumeric() || char == '-' || char == '_';
    let name = names::adapt(w.name(id), takes, 64);
    let name = w.service_name("AWS::Lambda::Function", name);
    let properties = Fields::new()
        .maybe("FunctionName", name)
        .with("Runtime", runtime)
        .with("Handler", "index.handler")
        .with("Code", Fields::new().with("ZipFile", program))
        .with("MemorySize", function.memory.clamp(128, 10_240))
        .with("Timeout", function.timeout.clamp(1, 900))
        .with("Role", Value::attribute(role, "Arn"))
        .list("Tags", w.tags(id));
    w.add(id, "AWS::Lambda::Function", properties);
}

/// A role for a function that has none: it may write its own log.
/// [Lambda DG: Execution role]
fn execution_role(w: &mut Writer, id: &ResourceId) -> String {
    let logs = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
    let properties = Fields::new()
        .with(
            "AssumeRolePolicyDocument",
            policy::trust("lambda.amazonaws.com"),
        )
        .with("ManagedPolicyArns", vec![Value::from(logs)])
        .list("Tags", w.tags(id));
    let logical = w.part_id(id, "Role");
    w.add_part(logical.clone(), "AWS::IAM::Role", properties);
    logical
}

/// Lets something invoke a function: an alarm, or a topic.
/// [CW UG: Invoke a Lambda function from an alarm],
/// [Lambda DG: Lambda with SNS]
pub(super) fn permit(
    w: &mut Writer,
    function: &ResourceId,
    by: &ResourceId,
    principal: &'static str,
    source: Value,
) {
    let properties = Fields::new()
        .with("FunctionName", Value::Ref(w.id(function)))
        .with("Action", "lambda:InvokeFunction")
        .with("Principal", principal)
        .with("SourceArn", source);
    let by: String = w.id(by).chars().take(60).collect();
    let logical = w.part_id(function, &format!("InvokedBy{by}"));
    w.add_part(logical, "AWS::Lambda::Permission", properties);
}
