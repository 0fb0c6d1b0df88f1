use askama::Template;

use crate::view::sample::Samples;
use crate::view::{Choice, Frame, Provider, Session, SummaryLine};

/// Choosing a provider: a search that is a plain GET, results that are buttons, and a way out for what is not listed.
///
/// The search sends `choose=1`, `q` and `country` to `{session}`. A result posts `provider` and `country` to
/// `{session}/provider`; an unlisted provider posts `other_name`, `other_url` and `country` there.
#[derive(Template)]
#[template(path = "provider_search.html")]
pub struct ProviderSearch {
    /// Language, brand, progress.
    pub frame: Frame,
    /// Where the forms go.
    pub session: Session,
    /// What was searched for; empty before the first search.
    pub query: String,
    /// The countries, with the current one selected. Empty where there is nothing to choose.
    pub countries: Vec<Choice>,
    /// What was found, by country. Before a search these are suggestions.
    pub groups: Vec<ProviderGroup>,
    /// Whether more was found than is shown.
    pub has_more: bool,
    /// The form for an unlisted provider; `None` where the inviter allows only certain ones.
    pub unlisted: Option<Unlisted>,
    /// Why the last choice was not taken.
    pub problem: Option<SearchProblem>,
}

/// What was found in one region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderGroup {
    /// Where.
    pub region: Region,
    /// What was found there, by name.
    pub providers: Vec<Provider>,
}

/// Where a provider has its customers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Region {
    /// In the country of this ISO 3166-1 alpha-2 code, or in this one among others, if it is the one looked for.
    Country(String),
    /// In several countries.
    Several,
    /// Anywhere.
    Anywhere,
}

/// What was typed about a provider that is not listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unlisted {
    /// Its name.
    pub name: String,
    /// Where one signs in.
    pub url: String,
}

/// Why a choice was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchProblem {
    /// Nothing was chosen, or something that is not there.
    NoChoice,
    /// The inviter did not open the link for this one.
    NotAllowed,
    /// The unlisted provider has no name.
    NoName,
    /// Its address is not an `https` one.
    BadUrl,
}

impl ProviderSearch {
    fn country(&self) -> &str {
        self.countries.iter().find(|country| country.selected).map_or("", |country| &country.value)
    }

    fn found(&self) -> usize {
        self.groups.iter().map(|group| group.providers.len()).sum()
    }

    fn region(&self, region: &Region) -> String {
        match region {
            Region::Country(code) => self.frame.country(code),
            Region::Several => self.frame.say("provider-search-several").to_string(),
            Region::Anywhere => self.frame.say("provider-search-anywhere").to_string(),
        }
    }

    /// What is said of the results, also to those who do not see them change.
    fn summary(&self) -> String {
        match (self.found(), self.query.is_empty()) {
            (0, true) => String::new(),
            (0, false) => self.frame.say("provider-search-none").with("query", &self.query).to_string(),
            (_, true) => self.frame.say("provider-search-results").to_string(),
            (shown, false) if self.has_more => {
                self.frame.say("provider-search-first").count("count", shown).to_string()
            }
            (found, false) => self.frame.say("provider-search-count").count("count", found).to_string(),
        }
    }

    fn error(&self) -> Option<SummaryLine> {
        let (key, field) = match self.problem? {
            SearchProblem::NoChoice => ("provider-error-choice", "field-q"),
            SearchProblem::NotAllowed => ("provider-error-refused", "field-q"),
            SearchProblem::NoName => ("provider-error-name", "field-other_name"),
            SearchProblem::BadUrl => ("provider-error-url", "field-other_url"),
        };
        Some(SummaryLine { field: Some(field.to_owned()), text: self.frame.say(key).to_string(), next: None })
    }

    fn errors(&self) -> Vec<SummaryLine> {
        self.error().into_iter().collect()
    }

    fn error_at(&self, field: &str) -> Option<SummaryLine> {
        self.error().filter(|error| error.field.as_deref() == Some(field))
    }

    /// Open when somebody is filling it in, or when the search found nothing.
    fn unlisted_is_open(&self) -> bool {
        let found_nothing = !self.query.is_empty() && self.groups.is_empty();
        found_nothing || matches!(self.problem, Some(SearchProblem::NoName | SearchProblem::BadUrl))
    }

    pub(crate) fn samples(make: &Samples) -> Vec<(&'static str, Self)> {
        let provider = |id: &str, name: &str, domain: &str| Provider {
            id: id.to_owned(),
            name: name.to_owned(),
            domain: domain.to_owned(),
            ..Provider::sample()
        };
        let plain = || Self {
            frame: make.walking(0),
            session: Session::sample(),
            query: String::new(),
            countries: Choice::countries(&make.plain()),
            groups: Vec::new(),
            has_more: false,
            unlisted: Some(Unlisted::default()),
            problem: None,
        };
        let results = vec![
            Provider::sample(),
            provider("pacific-gas", "Pacific Gas & Water", "pacificgas.example"),
            provider("pacific-coast", "Pacific Coast Energy Cooperative", "coast-energy.example"),
        ];
        let typed = Unlisted { name: "Harbour Heat".to_owned(), url: "harbourheat".to_owned() };
        let group = |region, providers| ProviderGroup { region, providers };
        let here = || Region::Country("US".to_owned());
        let suggested = || Self { groups: vec![group(here(), results.clone())], ..plain() };
        let many = vec![
            group(here(), results.clone()),
            group(Region::Several, vec![provider("nord", "Nordlys", "nordlys.example")]),
            group(Region::Anywhere, vec![provider("any", "Any Energy", "any.example")]),
        ];
        let narrowed = || Self { unlisted: None, countries: Vec::new(), ..suggested() };
        let missed = Self { query: "gas".to_owned(), groups: Vec::new(), ..narrowed() };
        let problem = |problem| Self { problem: Some(problem), ..plain() };
        vec![
            ("provider-search", plain()),
            ("provider-search-suggested", suggested()),
            ("provider-search-no-choice", problem(SearchProblem::NoChoice)),
            ("provider-search-no-name", problem(SearchProblem::NoName)),
            ("provider-search-narrowed", narrowed()),
            ("provider-search-narrowed-none", missed),
            (
                "provider-search-results",
                Self { query: "pacific".to_owned(), groups: vec![group(here(), results.clone())], ..plain() },
            ),
            (
                "provider-search-many",
                Self { query: "energy".to_owned(), groups: many, has_more: true, ..plain() },
            ),
            ("provider-search-none", Self { query: "<script>".to_owned(), ..plain() }),
            (
                "provider-search-bad-url",
                Self { unlisted: Some(typed), problem: Some(SearchProblem::BadUrl), ..plain() },
            ),
            (
                "provider-search-not-allowed",
                Self { unlisted: None, problem: Some(SearchProblem::NotAllowed), ..plain() },
            ),
        ]
    }
}
