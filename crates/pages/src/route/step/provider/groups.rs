use std::collections::BTreeMap;

use latchstring_domain::country::Country;
use latchstring_domain::provider::Provider;

use crate::route::step::{named, shown};
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

/// A country in the order of names.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct ByName(&'static str, Country);

impl ByName {
    fn new(country: Country) -> Self {
        Self(country.name(), country)
    }
}

/// Where a provider stands in the list.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Wanted(ByName),
    Country(ByName),
    Several,
    Anywhere,
}

fn place(provider: &Provider, wanted: Option<Country>) -> Place {
    let mut served = provider.countries.iter();
    if let Some(wanted) = wanted.filter(|wanted| provider.countries.contains(wanted)) {
        return Place::Wanted(ByName::new(wanted));
    }
    match (served.next(), served.next()) {
        (None, _) => Place::Anywhere,
        (Some(only), None) => Place::Country(ByName::new(*only)),
        (Some(_), Some(_)) => Place::Several,
    }
}

fn region(place: Place) -> Region {
    match place {
        Place::Wanted(ByName(_, country)) | Place::Country(ByName(_, country)) => {
            Region::Country(named(country))
        }
        Place::Several => Region::Several,
        Place::Anywhere => Region::Anywhere,
    }
}
