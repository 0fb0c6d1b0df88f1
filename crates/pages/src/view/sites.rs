use askama::Template;

use crate::view::sample::Samples;
use crate::view::{Frame, Session, Step, SummaryLine};

/// Above this many sites a search box helps more than it takes.
const SEARCH_ABOVE: usize = 10;
/// Up to this many sites the button counts them. Each count is a text of its own, so that every language's plurals are
/// right; past that they would weigh more than they say.
const COUNT_UP_TO: usize = 100;

/// Which sites and which kinds of bills. Sending it makes the connection, unless fields are mapped after it.
///
/// Posts `site` and `type`, each as often as ticked, to `{session}/sites`.
#[derive(Template)]
#[template(path = "sites.html")]
pub struct Sites {
    /// Language, brand, progress.
    pub frame: Frame,
    /// Where the form goes.
    pub session: Session,
    /// The sites to choose from. Empty where the account has no such division.
    pub sites: Vec<SiteCard>,
    /// Whether the inviter fixed the sites: then each is shown, and sent, and cannot be unticked.
    pub sites_fixed: bool,
    /// The kinds of bills to choose from.
    pub types: Vec<TypeCard>,
    /// The same for the kinds of bills.
    pub types_fixed: bool,
    /// Whether fields are mapped after this, so that it is not the last decision.
    pub fields_follow: bool,
    /// Why the last choice was not taken.
    pub problem: Option<SitesProblem>,
}

/// One site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteCard {
    /// What the form sends.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its address, or what else tells it apart.
    pub detail: Option<String>,
    /// Whether it is ticked.
    pub selected: bool,
}

/// One kind of bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypeCard {
    /// Which.
    pub kind: UtilityType,
    /// Whether it is ticked.
    pub selected: bool,
}

/// A kind of utility.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UtilityType {
    /// Electric power.
    Electricity,
    /// Piped gas.
    Gas,
    /// Fresh water.
    Water,
    /// Rubbish and recycling.
    Waste,
    /// Heating oil and the like.
    Fuel,
    /// Power made on the roof.
    Solar,
    /// Waste water.
    Sewer,
    /// District steam.
    Steam,
    /// District cooling.
    ChilledWater,
    /// District heating.
    HotWater,
}

/// Why a choice was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SitesProblem {
    /// No site is ticked.
    NoSite,
    /// No kind of bill is ticked.
    NoType,
    /// The sites are not those that were shown: some were deleted meanwhile.
    Changed,
}

impl UtilityType {
    /// Every kind, in the order in which pages show them.
    pub const ALL: [Self; 10] = [
        Self::Electricity,
        Self::Gas,
        Self::Water,
        Self::Waste,
        Self::Fuel,
        Self::Solar,
        Self::Sewer,
        Self::Steam,
        Self::ChilledWater,
        Self::HotWater,
    ];

    /// The name it has on the wire, which the form sends.
    #[must_use]
    pub fn wire_name(self) -> &'static str {
        match self {
            Self::Electricity => "ELECTRICITY",
            Self::Gas => "GAS",
            Self::Water => "WATER",
            Self::Waste => "WASTE",
            Self::Fuel => "FUEL",
            Self::Solar => "SOLAR",
            Self::Sewer => "SEWER",
            Self::Steam => "STEAM",
            Self::ChilledWater => "CHILLED_WATER",
            Self::HotWater => "HOT_WATER",
        }
    }

    /// The key of its word, which is also its symbol's name.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Electricity => "type-electricity",
            Self::Gas => "type-gas",
            Self::Water => "type-water",
            Self::Waste => "type-waste",
            Self::Fuel => "type-fuel",
            Self::Solar => "type-solar",
            Self::Sewer => "type-sewer",
            Self::Steam => "type-steam",
            Self::ChilledWater => "type-chilled-water",
            Self::HotWater => "type-hot-water",
        }
    }
}

impl Sites {
    fn button(&self) -> String {
        let key = if self.fields_follow { "sites-button-next" } else { "sites-button" };
        self.frame.say_as("sites-button", key).to_string()
    }

    fn has_search(&self) -> bool {
        self.sites.len() > SEARCH_ABOVE
    }

    /// The button's text for 0, 1, 2 … ticked sites, a line each; the script picks the line.
    fn counts(&self) -> Option<String> {
        // The link's own words for the button stand as they are, without a count.
        let fixed = self.fields_follow || self.frame.has_own("sites-button");
        if fixed || self.sites.is_empty() || self.sites.len() > COUNT_UP_TO {
            return None;
        }
        let line = |ticked| self.frame.say("sites-button-count").count("count", ticked).to_string();
        Some((0..=self.sites.len()).map(line).collect::<Vec<_>>().join("\n"))
    }

    fn error(&self) -> Option<SummaryLine> {
        let (key, field) = match self.problem? {
            SitesProblem::NoSite => ("sites-error-site", "site-0"),
            SitesProblem::NoType => ("sites-error-type", "type-0"),
            SitesProblem::Changed if self.sites.is_empty() => ("sites-error-changed", "type-0"),
            SitesProblem::Changed => ("sites-error-changed", "site-0"),
        };
        Some(SummaryLine { field: Some(field.to_owned()), text: self.frame.say(key).to_string(), next: None })
    }

    fn errors(&self) -> Vec<SummaryLine> {
        self.error().into_iter().collect()
    }

    fn error_at(&self, field: &str) -> Option<SummaryLine> {
        self.error().filter(|error| error.field.as_deref() == Some(field))
    }

    pub(crate) fn samples(make: &Samples) -> Vec<(&'static str, Self)> {
        let site = |id: usize, name: &str, detail: Option<&str>| SiteCard {
            id: format!("0192f0c1-0000-7000-8000-{id:012}"),
            name: name.to_owned(),
            detail: detail.map(ToOwned::to_owned),
            selected: true,
        };
        let few = || {
            vec![
                site(1, "12 Harbour Street", Some("Account ending 8841")),
                site(2, "Warehouse North", Some("4 Quay Road, Bergen")),
                site(3, "Parking deck", None),
            ]
        };
        let types = |kinds: &[UtilityType]| {
            kinds.iter().map(|&kind| TypeCard { kind, selected: true }).collect::<Vec<_>>()
        };
        let plain = || Self {
            frame: make.walking(2),
            session: Session::sample(),
            sites: few(),
            sites_fixed: false,
            types_fixed: false,
            types: types(&[UtilityType::Electricity, UtilityType::Gas, UtilityType::Water]),
            fields_follow: false,
            problem: None,
        };
        let steps = [Step::Provider, Step::SignIn, Step::Sites, Step::Fields, Step::Done];
        let portal = || make.portal().at(&steps, 2);
        let many = (1..=24).map(|n| site(n, &format!("Building {n}"), Some("Harbour Campus"))).collect();
        let none = few().into_iter().map(|site| SiteCard { selected: false, ..site }).collect();
        vec![
            ("sites", plain()),
            ("sites-many", Self { sites: many, types: types(&UtilityType::ALL), ..plain() }),
            ("sites-no-site", Self { sites: none, problem: Some(SitesProblem::NoSite), ..plain() }),
            ("sites-no-type", Self { problem: Some(SitesProblem::NoType), ..plain() }),
            ("sites-changed", Self { problem: Some(SitesProblem::Changed), ..plain() }),
            ("sites-fixed", Self { sites_fixed: true, types_fixed: true, ..plain() }),
            ("sites-portal", Self { frame: portal(), types: Vec::new(), fields_follow: true, ..plain() }),
            (
                "sites-portal-no-type",
                Self { frame: portal(), problem: Some(SitesProblem::NoType), ..plain() },
            ),
            ("sites-portal-only-types", Self { frame: portal(), sites: Vec::new(), ..plain() }),
            (
                "sites-own-words",
                Self {
                    frame: make
                        .portal_saying(&[("sites-heading", "Which houses?"), ("sites-button", "These & go")]),
                    ..plain()
                },
            ),
            ("sites-only-types", Self { sites: Vec::new(), ..plain() }),
        ]
    }
}
