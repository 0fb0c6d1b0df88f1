use std::collections::{BTreeMap, HashMap};

use latchstring_domain::country::Country;
use latchstring_domain::provider::Provider;

use crate::route::step::shown;
use crate::view::{Frame, ProviderGroup, Region};

/// What was found, by country: that which was asked for first, the others by name, and what belongs to none last. In
/// each, the order of the search.
pub(super) fn by_country(frame: &Frame, found: &[Provider], wanted: Option<Country>) -> Vec<ProviderGroup> {
    let order: HashMap<_, _> = frame.countries().zip(0..).collect();
    let mut groups: BTreeMap<Place, Vec<_>> = BTreeMap::new();
    for provider in found {
        groups
            .entry(place(&order, provider, wanted))
            .or_default()
            .push(shown(provider, provider.id.to_string()));
    }
    let group = |(place, providers)| ProviderGroup { region: region(place), providers };
    groups.into_iter().map(group).collect()
}

/// The places of countries in the order of a language.
type Order<'a> = HashMap<&'a str, usize>;

/// A country in that order.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct ByName(Option<usize>, Country);

/// Where a provider stands in the list.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Wanted(ByName),
    Country(ByName),
    Several,
    Anywhere,
}

fn place(order: &Order<'_>, provider: &Provider, wanted: Option<Country>) -> Place {
    let by_name = |country: Country| ByName(order.get(country.code()).copied(), country);
    let mut served = provider.countries.iter();
    if let Some(wanted) = wanted.filter(|wanted| provider.countries.contains(wanted)) {
        return Place::Wanted(by_name(wanted));
    }
    match (served.next(), served.next()) {
        (None, _) => Place::Anywhere,
        (Some(only), None) => Place::Country(by_name(*only)),
        (Some(_), Some(_)) => Place::Several,
    }
}

fn region(place: Place) -> Region {
    match place {
        Place::Wanted(ByName(_, country)) | Place::Country(ByName(_, country)) => {
            Region::Country(country.code().to_owned())
        }
        Place::Several => Region::Several,
        Place::Anywhere => Region::Anywhere,
    }
}
