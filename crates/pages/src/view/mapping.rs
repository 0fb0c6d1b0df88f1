use askama::Template;

use crate::view::sample::Samples;
use crate::view::{Frame, Provider, Session, SummaryLine};

/// Above this many fields of the source, a list is searched rather than read.
const SEARCH_ABOVE: usize = 10;

/// Which of the source's fields fill which of the customer's. Sending it makes the connection.
///
/// Posts to `{session}/mapping`: `fields`, the stamp of the lists that were shown, and for each of the customer's fields,
/// under its name, the value of one of the source's or nothing.
#[derive(Template)]
#[template(path = "mapping.html")]
pub struct Mapping {
    /// Language, brand, progress.
    pub frame: Frame,
    /// Where the form goes.
    pub session: Session,
    /// Whose fields the source's are.
    pub provider: Provider,
    /// What tells these two lists of fields from any others.
    pub stamp: String,
    /// The customer's fields.
    pub targets: Vec<TargetTable>,
    /// The source's fields.
    pub sources: Vec<SourceTable>,
    /// Whether the sites were chosen before this, so that there is a page to go back to.
    pub has_sites: bool,
    /// Why the last mapping was not taken, beside what its fields say.
    pub problem: Option<MappingProblem>,
}

/// One table of the customer's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetTable {
    /// Its name.
    pub name: String,
    /// Its fields.
    pub fields: Vec<TargetField>,
}

/// One field of the customer's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetField {
    /// The name it is sent under, which is its id in the page too.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// Whether the form may not be sent without it.
    pub required: bool,
    /// The value of the source's field that is selected.
    pub chosen: Option<usize>,
    /// Whether it is required and was left empty.
    pub missing: bool,
}

/// One table of the source's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceTable {
    /// Its name.
    pub name: String,
    /// Its fields.
    pub fields: Vec<SourceField>,
}

/// One field of the source's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceField {
    /// What is sent.
    pub value: usize,
    /// What is read; it names the table too, where another one has a field of the same name.
    pub label: String,
}

/// Why a mapping was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MappingProblem {
    /// The fields are not those that were shown.
    Changed,
}

impl TargetField {
    fn is(&self, source: &SourceField) -> bool {
        self.chosen == Some(source.value)
    }
}

impl Mapping {
    fn has_search(&self) -> bool {
        self.sources.iter().map(|table| table.fields.len()).sum::<usize>() > SEARCH_ABOVE
    }

    fn error_at(&self, field: &TargetField) -> Option<String> {
        field.missing.then(|| self.frame.say("mapping-error-missing").with("label", &field.label).to_string())
    }

    fn errors(&self) -> Vec<SummaryLine> {
        let changed = self.problem.map(|MappingProblem::Changed| SummaryLine {
            field: None,
            text: self.frame.say("mapping-error-changed").to_string(),
            next: None,
        });
        let fields = self.targets.iter().flat_map(|table| &table.fields);
        let missing = fields.filter_map(|field| {
            let text = self.error_at(field)?;
            Some(SummaryLine { field: Some(field.name.clone()), text, next: None })
        });
        changed.into_iter().chain(missing).collect()
    }

    pub(crate) fn samples(make: &Samples) -> Vec<(&'static str, Self)> {
        let plain = || Self {
            frame: make.portal().at(&Samples::PORTAL, 2),
            session: Session::sample(),
            provider: Provider::sample(),
            stamp: "5d41402abc4b2a76".to_owned(),
            targets: targets(&[Some(0), None, Some(2), None, Some(4)]),
            sources: sources(&["Customers", "Invoices"]),
            has_sites: true,
            problem: None,
        };
        let missing = || {
            let mut targets = targets(&[None, Some(1), Some(2), None, None]);
            for field in targets.iter_mut().flat_map(|table| &mut table.fields) {
                field.missing = field.required && field.chosen.is_none();
            }
            targets
        };
        let own = make.portal_saying(&[
            ("mapping-heading", "Tell us what is what"),
            ("mapping-lead", "Left: ours. <Right>: yours."),
            ("mapping-target", "In our books"),
            ("mapping-source", "In yours"),
            ("mapping-button", "Send it"),
        ]);
        let long = ["Customers", "Invoices", "Deliveries", "Invoices of former years"];
        vec![
            ("mapping", plain()),
            ("mapping-missing", Self { targets: missing(), ..plain() }),
            ("mapping-changed", Self { problem: Some(MappingProblem::Changed), ..plain() }),
            ("mapping-searchable", Self { sources: sources(&long), has_sites: false, ..plain() }),
            ("mapping-own-words", Self { frame: own, ..plain() }),
        ]
    }
}

fn targets(chosen: &[Option<usize>; 5]) -> Vec<TargetTable> {
    let field = |at: usize, label: &str, required| TargetField {
        name: format!("field-{at}"),
        label: label.to_owned(),
        required,
        chosen: chosen.get(at).copied().flatten(),
        missing: false,
    };
    vec![
        TargetTable {
            name: "Contacts".to_owned(),
            fields: vec![
                field(0, "Name", true),
                field(1, "Postal address", false),
                field(2, "E-mail address for reminders and statements", false),
            ],
        },
        TargetTable {
            name: "Open items".to_owned(),
            fields: vec![field(3, "Due date", false), field(4, "Amount", true)],
        },
    ]
}

fn sources(tables: &[&str]) -> Vec<SourceTable> {
    let names = ["Display name", "Address", "E-mail", "Due on", "Total"];
    let table = |(at, table): (usize, &&str)| SourceTable {
        name: (*table).to_owned(),
        fields: names
            .iter()
            .enumerate()
            .map(|(place, name)| SourceField {
                value: at * names.len() + place,
                label: if tables.len() > 2 { format!("{name} ({table})") } else { (*name).to_owned() },
            })
            .collect(),
    };
    tables.iter().enumerate().map(table).collect()
}
