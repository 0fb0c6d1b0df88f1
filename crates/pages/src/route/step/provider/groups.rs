use std::collections::BTreeMap;

use latchstring_domain::country::Country;
use latchstring_domain::provider::Provider;

use crate::route::step::shown;
use crate::view::{ProviderGroup, Region};

/// What was found, by country: that which was asked for first, the others by name, and what belongs to none last. In
/// each, the order of the search.
pub(super) fn by_country(found: &[Provider], wanted: Option<Country>) -> Vec<ProviderGroup> {
    let mut groups: BTreeMap<Place, Vec<_>> = BTreeMap::new();
    for provider in found {
        groups.entry(place(provider, wanted)).or_default().push(shown(provider, provider.id.to_string()));
    }
    let group = |(place, providers)| ProviderGroup { region: region(place), providers };
    groups.into_iter().map(group).collect()
}

/// Where a provider stands in the list.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Wanted(&'static str),
    Country(&'static str),
    Several,
    Anywhere,
}

fn place(provider: &Provider, wanted: Option<Country>) -> Place {
    let mut served = provider.countries.iter();
    match (served.next(), served.next()) {
        (None, _) => Place::Anywhere,
        (Some(_), _) if wanted.is_some_and(|wanted| provider.countries.contains(&wanted)) => {
            Place::Wanted(wanted.map_or("", Country::name))
        }
        (Some(only), None) => Place::Country(only.name()),
        (Some(_), Some(_)) => Place::Several,
    }
}

fn region(place: Place) -> Region {
    match place {
        Place::Wanted(name) | Place::Country(name) => Region::Country(name.to_owned()),
        Place::Several => Region::Several,
        Place::Anywhere => Region::Anywhere,
    }
}
