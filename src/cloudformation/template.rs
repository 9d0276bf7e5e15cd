//! A CloudFormation template as a typed tree.
//!
//! The files of the kinds build it, [`Template::to_yaml`] and
//! [`Template::to_json`] print it. References between resources are values of their own, so that
//! the order of dependencies can be computed from the tree instead of being
//! kept by hand.

use super::value::{Fields, Value};

/// A resource of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its logical id.
    pub id: String,
    /// Its type, such as `AWS::EC2::VPC`.
    pub kind: &'static str,
    /// What must exist before it although no property names it.
    pub depends_on: Vec<String>,
    /// What becomes of it when the stack is deleted, and when an update has
    /// to replace it; nothing for CloudFormation's default.
    pub keep: Option<(&'static str, &'static str)>,
    /// Its properties.
    pub properties: Fields,
}

impl Entry {
    /// Calls `visit` with the logical id of everything that must exist first.
    pub fn visit_references(&self, visit: &mut dyn FnMut(&str)) {
        self.properties.visit_references(visit);
        self.depends_on.iter().for_each(|id| visit(id));
    }

    fn members(&self) -> Fields {
        let depends_on = match self.depends_on.as_slice() {
            [] => None,
            [one] => Some(Value::from(one.as_str())),
            many => Some(
                many.iter()
                    .map(|id| Value::from(id.as_str()))
                    .collect::<Vec<_>>()
                    .into(),
            ),
        };
        let properties = Some(self.properties.clone()).filter(|fields| !fields.0.is_empty());
        Fields::new()
            .with("Type", self.kind)
            .maybe("DependsOn", depends_on)
            .maybe("DeletionPolicy", self.keep.map(|(delete, _)| delete))
            .maybe("UpdateReplacePolicy", self.keep.map(|(_, replace)| replace))
            .maybe("Properties", properties)
    }
}

/// A parameter: a value that is given when the stack is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its logical id.
    pub id: String,
    /// Its type, such as `AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>`.
    pub kind: &'static str,
    /// The value unless another is given; without one it has to be given.
    pub default: Option<String>,
    /// What it is for.
    pub description: &'static str,
}

/// An output: a value that is shown when the stack has been made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Its logical id.
    pub id: String,
    /// What it is.
    pub description: &'static str,
    /// Its value.
    pub value: Value,
}

/// A template, its resources in dependency order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    /// What it is.
    pub description: String,
    /// What is given when the stack is made.
    pub parameters: Vec<Parameter>,
    /// What is made; each stands after all that it needs.
    pub resources: Vec<Entry>,
    /// What is shown afterwards.
    pub outputs: Vec<Output>,
}

impl Template {
    /// The whole template as one object, sections without content left out.
    pub(super) fn sections(&self) -> Fields {
        let parameters = self.parameters.iter().map(|it| {
            let members = Fields::new()
                .with("Type", it.kind)
                .maybe("Default", it.default.as_deref())
                .with("Description", it.description);
            (it.id.clone(), members.into())
        });
        let resources = self
            .resources
            .iter()
            .map(|it| (it.id.clone(), it.members().into()));
        let outputs = self.outputs.iter().map(|it| {
            let members = Fields::new()
                .with("Description", it.description)
                .with("Value", it.value.clone());
            (it.id.clone(), members.into())
        });
        let section =
            |members: Vec<(String, Value)>| Some(Fields(members)).filter(|it| !it.0.is_empty());
        Fields::new()
            .with("AWSTemplateFormatVersion", "2010-09-09")
            .with("Description", self.description.as_str())
            .maybe("Parameters", section(parameters.collect()))
            .with("Resources", Fields(resources.collect()))
            .maybe("Outputs", section(outputs.collect()))
    }

    /// The template as YAML, with a line break at its end.
    pub fn to_yaml(&self) -> String {
        super::yaml::print(&self.sections())
    }

    /// The template as JSON, with a line break at its end.
    pub fn to_json(&self) -> String {
        // A tree of texts and numbers always has a JSON form.
        let mut text = serde_json::to_string_pretty(&self.sections()).unwrap_or_default();
        text.push('\n');
        text
    }
}
