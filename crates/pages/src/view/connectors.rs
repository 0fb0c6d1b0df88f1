use askama::Template;

use crate::view::sample::Samples;
use crate::view::{Frame, Provider, Session, SummaryLine};

/// Above this many connectors a search box helps more than it takes.
const SEARCH_ABOVE: usize = 10;

/// What a portal offers: each connector a button, under the name of its flow. Shown again after each that was connected,
/// where the link lets several be connected in one walk.
///
/// The search sends `choose=1` and `q` to `{session}`. A connector posts `flow` and `provider` to `{session}/provider`,
/// "Finish" posts to `{session}/finish`.
#[derive(Template)]
#[template(path = "connectors.html")]
pub struct Connectors {
    /// Language, brand, progress.
    pub frame: Frame,
    /// Where the forms go.
    pub session: Session,
    /// The inviter's line of help, plain text.
    pub helper: Option<String>,
    /// What was searched for; empty before a search.
    pub query: String,
    /// How many connectors there are, found or not.
    pub offered: usize,
    /// What was found, in the order in which it is offered; without a search, all of it.
    pub groups: Vec<ConnectorGroup>,
    /// Whether something is connected already, so that the walk can end here.
    pub can_finish: bool,
    /// Why the last choice was not taken.
    pub problem: Option<ConnectorsProblem>,
}

/// The connectors of one flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectorGroup {
    /// What the form sends as `flow`.
    pub flow: String,
    /// The flow's name; `None` where it is not to be shown.
    pub name: Option<String>,
    /// The connectors.
    pub connectors: Vec<Connector>,
}

/// One connector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connector {
    /// What can be connected.
    pub provider: Provider,
    /// Words by which it is found too, though none of them is shown.
    pub tags: String,
    /// Whether it was connected in this walk.
    pub connected: bool,
}

/// Why a choice was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectorsProblem {
    /// Nothing was chosen.
    NoChoice,
    /// What was chosen is not offered any more.
    Gone,
}

impl Connectors {
    fn has_search(&self) -> bool {
        self.offered > SEARCH_ABOVE
    }

    fn found(&self) -> usize {
        self.groups.iter().map(|group| group.connectors.len()).sum()
    }

    fn heading(&self) -> String {
        let key = if self.can_finish { "connectors-heading-more" } else { "connectors-heading" };
        self.frame.say_as("connectors-heading", key).to_string()
    }

    fn lead(&self) -> String {
        let key = if self.can_finish { "connectors-lead-more" } else { "connectors-lead" };
        self.frame.say_as("connectors-lead", key).to_string()
    }

    fn errors(&self) -> Vec<SummaryLine> {
        let line = |problem| {
            let key = match problem {
                ConnectorsProblem::NoChoice => "connectors-error-none",
                ConnectorsProblem::Gone => "connectors-error-gone",
            };
            SummaryLine { field: None, text: self.frame.say(key).to_string(), next: None }
        };
        self.problem.map(line).into_iter().collect()
    }

    pub(crate) fn samples(make: &Samples) -> Vec<(&'static str, Self)> {
        let plain = |groups: Vec<ConnectorGroup>| Self {
            frame: make.portal().at(&Samples::PORTAL, 0),
            session: Session::sample(),
            helper: None,
            query: String::new(),
            offered: groups.iter().map(|group| group.connectors.len()).sum(),
            groups,
            can_finish: false,
            problem: None,
        };
        let help = "Please connect the system that holds your invoices.\nNot sure? Call Anna: +49 30 901820.";
        let own = make.portal_saying(&[
            ("connectors-heading", "Where are your books?"),
            ("connectors-lead", "Pick <one> & go on."),
            ("connectors-finish", "That’s all"),
        ]);
        let found =
            vec![ConnectorGroup { name: None, ..group("erp", "", &[("Fjord Ledger 4", "fjord-4")], &[]) }];
        let problem = |problem| Self { problem: Some(problem), ..plain(flows(&[])) };
        vec![
            ("connectors", Self { helper: Some(help.to_owned()), ..plain(flows(&[])) }),
            ("connectors-one-flow", plain(unnamed(few(&[])))),
            ("connectors-some-connected", Self { can_finish: true, ..plain(flows(&["fjord"])) }),
            (
                "connectors-own-words",
                Self { frame: own, can_finish: true, ..plain(unnamed(few(&["fjord"]))) },
            ),
            ("connectors-many", plain(unnamed(many()))),
            ("connectors-found", Self { query: "ledger 4".to_owned(), offered: 24, ..plain(found) }),
            ("connectors-none-found", Self { query: "<b>".to_owned(), offered: 24, ..plain(Vec::new()) }),
            ("connectors-no-choice", problem(ConnectorsProblem::NoChoice)),
            ("connectors-gone", problem(ConnectorsProblem::Gone)),
        ]
    }
}

fn group(flow: &str, name: &str, connectors: &[(&str, &str)], connected: &[&str]) -> ConnectorGroup {
    let connector = |(name, id): &(&str, &str)| Connector {
        provider: Provider {
            id: (*id).to_owned(),
            name: (*name).to_owned(),
            domain: format!("{id}.example"),
            country: None,
            logo_url: None,
        },
        tags: "accounting".to_owned(),
        connected: connected.contains(id),
    };
    ConnectorGroup {
        flow: flow.to_owned(),
        name: Some(name.to_owned()),
        connectors: connectors.iter().map(connector).collect(),
    }
}

fn few(connected: &[&str]) -> ConnectorGroup {
    let books = [("Fjord Ledger", "fjord"), ("Quay Books", "quay"), ("Tally & Sons", "tally")];
    group("books", "Accounting", &books, connected)
}

fn flows(connected: &[&str]) -> Vec<ConnectorGroup> {
    let shops = [("Harbour Shop", "harbour-shop"), ("Marketplace North", "north")];
    vec![few(connected), group("shops", "Online shops and marketplaces", &shops, &[])]
}

fn many() -> ConnectorGroup {
    let names: Vec<_> = (1..=24).map(|n| (format!("Fjord Ledger {n}"), format!("fjord-{n}"))).collect();
    let names: Vec<_> = names.iter().map(|(name, id)| (name.as_str(), id.as_str())).collect();
    group("erp", "", &names, &[])
}

fn unnamed(group: ConnectorGroup) -> Vec<ConnectorGroup> {
    vec![ConnectorGroup { name: None, ..group }]
}
