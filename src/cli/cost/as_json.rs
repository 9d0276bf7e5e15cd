//! The bill for programs.

use serde_json::{Value, json};

use super::Told;
use crate::architecture::ResourceId;
use crate::pricing::{Amount, Confidence, Line, Rate};

impl Told<'_> {
    pub fn as_json(&self) -> Value {
        let bill = &self.bill;
        let named = |id: &ResourceId| json!({ "id": id, "name": self.architecture.name_of(id) });
        let by_resource: Vec<Value> = bill
            .by_resource()
            .iter()
            .map(|cost| {
                json!({
                    "resource": cost.resource.as_ref().map(named),
                    "usd": cost.usd.plain(),
                    "list_usd": cost.list_usd.plain(),
                    "more": cost.more,
                })
            })
            .collect();
        let what_ifs: Vec<Value> = self
            .what_ifs
            .iter()
            .map(|row| {
                json!({
                    "key": row.key,
                    "what": row.what,
                    "but": row.but,
                    "delta_usd": row.delta.plain(),
                    "total_usd": row.total.plain(),
                })
            })
            .collect();
        let idle: Vec<Value> = bill
            .idle
            .iter()
            .map(|it| {
                json!({
                    "resource": named(&it.resource),
                    "why": it.why,
                    "usd": it.usd.plain(),
                    "more": it.more,
                })
            })
            .collect();
        json!({
            "title": self.title,
            "region": bill.region,
            "compiled": bill.compiled,
            "with_free": bill.with_free,
            "festival": self.festival,
            "total_usd": bill.total().plain(),
            "list_total_usd": bill.list_total().plain(),
            "hour_usd": bill.hour().plain(),
            "gst_usd": bill.gst_usd().plain(),
            "total_with_gst_usd": bill.total_with_gst().plain(),
            "total_inr": bill.total_inr().plain(),
            "total_with_gst_inr": bill.total_with_gst_inr().plain(),
            "fx": rate_json(bill.fx),
            "gst_percent": rate_json(bill.gst),
            "complete": bill.is_complete(),
            "unpriced_regions": bill.unpriced_regions,
            "lines": bill.lines.iter().map(line_json).collect::<Vec<_>>(),
            "by_resource": by_resource,
            "what_ifs": what_ifs,
            "idle": idle,
            "notes": bill.notes,
        })
    }
}

fn rate_json(rate: Rate) -> Value {
    json!({
        "value": rate.value.plain(),
        "confidence": rate.confidence.key(),
        "date": rate.date,
    })
}

fn line_json(line: &Line) -> Value {
    let parts: Vec<Value> = line
        .parts
        .iter()
        .map(|part| {
            json!({
                "resource": part.resource,
                "formula": part.formula,
                "quantity": part.quantity.plain(),
                "usd": part.usd.plain(),
                "list_usd": part.list_usd.plain(),
            })
        })
        .collect();
    json!({
        "group": line.group.title(),
        "what": line.what,
        "price_id": line.price_id,
        "region": line.region,
        "formula": line.formula,
        "quantity": line.quantity.plain(),
        "unit": line.unit,
        "free": line.free.plain(),
        "price": line.price.map(Amount::plain),
        "usd": line.usd.map(Amount::plain),
        "list_usd": line.list_usd.map(Amount::plain),
        "confidence": line.confidence.map(Confidence::key),
        "date": line.date,
        "parts": parts,
    })
}
