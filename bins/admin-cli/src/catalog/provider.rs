//! Provider catalogs, in the shape that the API has: read whole, and refused with everything that is wrong in them.

use std::collections::BTreeSet;

use latchstring_domain::country::Country;
use latchstring_domain::provider::ProviderUrl;
use latchstring_domain::sign_in::SignInForm;
use latchstring_domain::text::ProviderName;
use latchstring_domain::utility::{UtilityType, UtilityTypes};
use latchstring_service::provider::{CatalogEntry, MAX_CATALOG};

use super::{field, oauth};
use crate::document::{Members, Mistake, Mistakes, Node, Spot};
use crate::picture::PictureSource;

const KNOWN: [&str; 8] =
    ["name", "url", "countries", "utilityTypes", "fields", "oauth", "mfaForwarding", "logo"];
/// The most logos of one catalog: all of them are drawn before anything is written.
const MAX_LOGOS: usize = 1000;
/// As many as there are countries, and some.
const MAX_COUNTRIES: usize = 300;
const MAX_TYPES: usize = 100;

/// An entry, and where its logo is to be had.
#[derive(Debug)]
pub(crate) struct ProviderEntry {
    pub(crate) entry: CatalogEntry,
    pub(crate) logo: Option<LogoAt>,
}

/// Where a logo is to be had, and the place in the document that says so.
#[derive(Debug)]
pub(crate) struct LogoAt {
    pub(crate) source: PictureSource,
    pub(crate) pointer: String,
}

/// Reads a list of providers, or an object that has one as its member `providers`.
pub(crate) fn read(document: &Node) -> Result<Vec<ProviderEntry>, Vec<Mistake>> {
    let mut mistakes = Mistakes::default();
    let entries = entries(&Spot::root(document), &mut mistakes);
    mistakes.unless_any(entries)
}

fn entries(root: &Spot<'_>, mistakes: &mut Mistakes) -> Option<Vec<ProviderEntry>> {
    let list = match root.node() {
        Node::Object(_) => {
            let members = root.object(mistakes)?;
            members.none_but(&["providers"], mistakes);
            members.required("providers", mistakes)?
        }
        _ => root.clone(),
    };
    let mut seen: BTreeSet<ProviderUrl> = BTreeSet::new();
    let mut logos = 0;
    list.each(MAX_CATALOG, mistakes, |spot, mistakes| {
        let read = entry(spot, mistakes)?;
        logos += usize::from(read.logo.is_some());
        if logos > MAX_LOGOS {
            return spot
                .refuse(mistakes, format_args!("has one logo more than the {MAX_LOGOS} of one import"));
        }
        let url = &read.entry.url;
        if seen.insert(url.clone()) {
            return Some(read);
        }
        spot.refuse(mistakes, format_args!("is at {url}, as one before it is"))
    })
}

fn logo(members: &Members<'_>, mistakes: &mut Mistakes) -> Option<Option<LogoAt>> {
    let Some(spot) = members.filled("logo") else { return Some(None) };
    let source = spot.parsed(mistakes, PictureSource::parse)?;
    Some(Some(LogoAt { source, pointer: spot.pointer().to_owned() }))
}

fn entry(spot: &Spot<'_>, mistakes: &mut Mistakes) -> Option<ProviderEntry> {
    let members = spot.object(mistakes)?;
    members.none_but(&KNOWN, mistakes);
    let name = members.required("name", mistakes).and_then(|name| name.parsed(mistakes, ProviderName::parse));
    let url = members.required("url", mistakes).and_then(|url| url.parsed(mistakes, ProviderUrl::parse));
    let countries = match members.get("countries") {
        Some(list) => {
            list.each(MAX_COUNTRIES, mistakes, |one, mistakes| one.parsed(mistakes, str::parse::<Country>))
        }
        None => Some(Vec::new()),
    };
    let types = match members.get("utilityTypes") {
        Some(list) => {
            list.each(MAX_TYPES, mistakes, |one, mistakes| one.parsed(mistakes, str::parse::<UtilityType>))
        }
        None => Some(Vec::new()),
    };
    let form = match members.get("fields") {
        Some(list) => field::fields(&list, mistakes),
        None if members.get("oauth").is_some() => Some(SignInForm(Vec::new())),
        None => Some(SignInForm::username_and_password()),
    };
    let oauth = match members.get("oauth") {
        Some(spot) => oauth::read(&spot, mistakes).map(Some),
        None => Some(None),
    };
    let mfa_forwarding = match members.get("mfaForwarding") {
        Some(spot) => spot.boolean(mistakes),
        None => Some(false),
    };
    let logo = logo(&members, mistakes);
    let entry = CatalogEntry {
        name: name?,
        url: url?,
        countries: countries?.into_iter().collect(),
        utility_types: types?.into_iter().collect::<UtilityTypes>(),
        form: form?,
        oauth: oauth?,
        mfa_forwarding: mfa_forwarding?,
        logo: None,
    };
    Some(ProviderEntry { entry, logo: logo? })
}
