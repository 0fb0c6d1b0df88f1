use std::collections::BTreeSet;

use latchstring_domain::country::Country;
use latchstring_domain::prefill::PrefillField;
use latchstring_service::flow_session::FlowView;

use super::prefill;
use crate::route::walker::Walker;
use crate::view::{Choice, Frame};

/// The country that a form or a search means: the one the inviter fixed, else the one sent, else the one filled in. An
/// empty one is "any", and was chosen.
pub(super) fn wanted(view: &FlowView, sent: Option<&str>) -> Option<Country> {
    let filled = prefill(view).and_then(|(prefill, _)| prefill.country);
    match sent {
        Some(code) if !is_fixed(view) => code.parse().ok(),
        _ => filled,
    }
}

/// Every country, in the order of the page's language, and none in front.
pub(super) fn choices(walker: &Walker, view: &FlowView, sent: Option<&str>) -> Vec<Choice> {
    if is_fixed(view) {
        return Vec::new();
    }
    let selected = wanted(view, sent);
    let frame = walker.plain_frame(view);
    let all = frame.countries().filter_map(|code| code.parse().ok());
    let any = Choice::any_country(&frame, selected.is_none());
    [any].into_iter().chain(all.map(|country| choice(&frame, country, selected))).collect()
}

/// The countries of a provider.
pub(super) fn choices_of(walker: &Walker, view: &FlowView, served: &BTreeSet<Country>) -> Vec<Choice> {
    if is_fixed(view) {
        return Vec::new();
    }
    let selected = wanted(view, None);
    let frame = walker.plain_frame(view);
    served.iter().map(|country| choice(&frame, *country, selected)).collect()
}

pub(in crate::route::step) fn choice(frame: &Frame, country: Country, selected: Option<Country>) -> Choice {
    Choice {
        value: country.code().to_owned(),
        label: frame.country(country.code()),
        selected: selected == Some(country),
    }
}

fn is_fixed(view: &FlowView) -> bool {
    prefill(view).is_some_and(|(_, locks)| locks.contains(&PrefillField::Country))
}
