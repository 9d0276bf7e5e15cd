//! What a declaration says of a kind.

use super::{Category, Counted, Ground, Look, Place};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;

/// The description of a resource kind.
#[derive(Clone, Copy, Debug)]
pub struct KindInfo {
    /// Its name in files and the prefix of new ids, such as `nat-gateway`.
    pub key: &'static str,
    /// Its name on the page, such as "NAT gateway".
    pub title: &'static str,
    /// Its CloudFormation type; empty for what is no AWS resource.
    pub aws: &'static str,
    /// Which group of the palette shows it.
    pub category: Category,
    /// The name of its icon.
    pub icon: &'static str,
    /// How it appears on the canvas.
    pub look: Look,
    /// Where in its container a card stands.
    pub ground: Ground,
    /// What the number on a chip counts.
    pub counted: Option<Counted>,
    /// What it may be dropped on; empty for what stands outside every Region.
    pub places: &'static [Place],
    /// The API call that creates it.
    pub create: &'static str,
    /// The API call that deletes it.
    pub delete: &'static str,
    /// How AWS lets it be tagged; nothing where it does not.
    pub tagging: Option<Tagging>,
    /// Whether the network changes when one fails.
    pub can_fail: bool,
    /// Whether it starts or takes flows, so that one can ask about it by name.
    pub talks: bool,
    /// What a new one is called, before its number; its key where nothing is
    /// said.
    pub first_name: &'static str,
    /// What one is called inside a sentence, where its title names the service
    /// rather than the thing.
    pub noun: &'static str,
    /// Other words under which someone might search for it.
    pub keywords: &'static str,
    /// What it is, for a learner, with sources.
    pub docs: &'static str,
    /// Its properties, in the order of the form.
    pub properties: &'static [Property],
}

impl KindInfo {
    /// The starting point of a declaration; the macro fills in the rest.
    pub const fn new(key: &'static str, title: &'static str, aws: &'static str) -> Self {
        Self {
            key,
            title,
            aws,
            category: Category::Networking,
            icon: key,
            look: Look::Card,
            ground: Ground::Anywhere,
            counted: None,
            places: &[],
            create: "",
            delete: "",
            tagging: None,
            can_fail: false,
            talks: false,
            first_name: key,
            noun: title,
            keywords: "",
            docs: "",
            properties: &[],
        }
    }

    /// Sets the palette group.
    pub const fn category(mut self, category: Category) -> Self {
        self.category = category;
        self
    }

    /// Sets how it appears on the canvas.
    pub const fn look(mut self, look: Look) -> Self {
        self.look = look;
        self
    }

    /// Makes it a box that holds others, an empty one of this size.
    pub const fn container(self, width: u16, height: u16) -> Self {
        self.look(Look::Container { width, height })
    }

    /// Sets where in its container a card stands.
    pub const fn ground(mut self, ground: Ground) -> Self {
        self.ground = ground;
        self
    }

    /// Sets what the number on a chip counts: those that name it in `property`,
    /// each of which is called `noun`.
    pub const fn counts(mut self, property: &'static str, noun: &'static str) -> Self {
        self.counted = Some(Counted { property, noun });
        self
    }

    /// Sets the icon, where it is not called as the kind is.
    pub const fn icon(mut self, icon: &'static str) -> Self {
        self.icon = icon;
        self
    }

    /// Sets what it may be dropped on.
    pub const fn places(mut self, places: &'static [Place]) -> Self {
        self.places = places;
        self
    }

    /// Sets the API calls that create and delete it.
    pub const fn api(mut self, create: &'static str, delete: &'static str) -> Self {
        self.create = create;
        self.delete = delete;
        self
    }

    /// Says how AWS lets it be tagged.
    pub const fn tagged(mut self, tagging: Tagging) -> Self {
        self.tagging = Some(tagging);
        self
    }

    /// The network changes when one fails: it has interfaces, they stand in
    /// it, or it is a gateway.
    pub const fn can_fail(mut self) -> Self {
        self.can_fail = true;
        self
    }

    /// It starts or takes flows.
    pub const fn talks(mut self) -> Self {
        self.talks = true;
        self
    }

    /// Sets what a new one is called.
    pub const fn first_name(mut self, name: &'static str) -> Self {
        self.first_name = name;
        self
    }

    /// Sets what one is called inside a sentence.
    pub const fn noun(mut self, noun: &'static str) -> Self {
        self.noun = noun;
        self
    }

    /// Sets further search words.
    pub const fn keywords(mut self, keywords: &'static str) -> Self {
        self.keywords = keywords;
        self
    }

    /// Whether it is drawn across subnets, all those that it names as its
    /// `subnets`: as a frame around them or as a card between them.
    pub const fn is_across(&self) -> bool {
        matches!(self.look, Look::Frame) || matches!(self.ground, Ground::Across)
    }

    /// Whether the drawing knows better than a hand where such a thing stands:
    /// chips on the shelf, frames and balancers across their subnets.
    pub const fn is_placed_by_itself(&self) -> bool {
        matches!(self.look, Look::Chip | Look::Frame) || self.ground.is_found()
    }

    /// The property with this key.
    pub fn property(&self, key: &str) -> Option<&'static Property> {
        self.properties.iter().find(|property| property.key == key)
    }
}
