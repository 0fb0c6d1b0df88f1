use latchstring_domain::country::Country;
use latchstring_domain::prefill::PrefillField;
use latchstring_service::flow_session::FlowView;

use super::prefill;
use crate::route::walker::Walker;
use crate::view::Choice;

/// The country that a form or a search means: the one the inviter fixed, else the one sent, else the one filled in. An
/// empty one is "any", and was chosen.
pub(super) fn wanted(view: &FlowView, sent: Option<&str>) -> Option<Country> {
    let filled = prefill(view).and_then(|(prefill, _)| prefill.country);
    match sent {
        Some(code) if !is_fixed(view) => code.parse().ok(),
        _ => filled,
    }
}

/// Every country, by name, and none in front.
pub(super) fn choices(walker: &Walker, view: &FlowView, sent: Option<&str>) -> Vec<Choice> {
    if is_fixed(view) {
        return Vec::new();
    }
    let selected = wanted(view, sent);
    let mut all: Vec<Country> = Country::all().collect();
    all.sort_by_key(|country| country.name());
    let any = Choice::any_country(&walker.plain_frame(view), selected.is_none());
    [any].into_iter().chain(all.into_iter().map(|country| choice(country, selected))).collect()
}

/// The countries of a provider.
pub(super) fn choices_of<'a>(view: &FlowView, served: impl Iterator<Item = &'a Country>) -> Vec<Choice> {
    if is_fixed(view) {
        return Vec::new();
    }
    let selected = wanted(view, None);
    served.map(|country| choice(*country, selected)).collect()
}

fn choice(country: Country, selected: Option<Country>) -> Choice {
    Choice {
        value: country.code().to_owned(),
        label: country.name().to_owned(),
        selected: selected == Some(country),
    }
}

fn is_fixed(view: &FlowView) -> bool {
    prefill(view).is_some_and(|(_, locks)| locks.contains(&PrefillField::Country))
}
