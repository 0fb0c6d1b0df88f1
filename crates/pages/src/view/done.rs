use askama::Template;

use crate::view::sample::Samples;
use crate::view::{Day, Frame, Provider, Purpose, Session, UtilityType};

/// The end: thanks, what happens next, a receipt.
///
/// "Connect another account" posts to `{session}/restart`.
#[derive(Template)]
#[template(path = "done.html")]
pub struct Done {
    /// Language, brand, progress.
    pub frame: Frame,
    /// What was done.
    pub purpose: Purpose,
    /// What was connected.
    pub receipt: Receipt,
    /// The session that may begin again, while the link has uses left.
    pub another: Option<Session>,
    /// Where the inviter wants the recipient to go next.
    pub back: Option<Return>,
}

/// What was connected, for the recipient's own records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Where.
    pub provider: Provider,
    /// The names of the sites.
    pub sites: Vec<String>,
    /// The kinds of bills.
    pub types: Vec<UtilityType>,
    /// When.
    pub date: Day,
    /// What to mention when asking about it.
    pub reference: String,
}

/// A way back to the inviter, with its destination in sight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Return {
    /// The whole address.
    pub url: String,
    /// Its host, as it is shown.
    pub host: String,
}

impl Done {
    fn lead(&self) -> String {
        let key = match self.purpose {
            Purpose::Connect => "done-lead",
            Purpose::Reconnect => "done-lead-reconnect",
        };
        self.frame.say(key).with("provider", &self.receipt.provider.name).to_string()
    }

    pub(crate) fn samples(make: &Samples) -> Vec<(&'static str, Self)> {
        let receipt = || Receipt {
            provider: Provider::sample(),
            sites: vec!["12 Harbour Street".to_owned(), "Warehouse North".to_owned()],
            types: vec![UtilityType::Electricity, UtilityType::Gas],
            date: Day { year: 2026, month: 11, day: 20 },
            reference: "7QK4-M2XD".to_owned(),
        };
        let back = Return {
            url: "https://acme.example/thanks?state=42".to_owned(),
            host: "acme.example".to_owned(),
        };
        let plain = || Self {
            frame: make.walking(4),
            purpose: Purpose::Connect,
            receipt: receipt(),
            another: None,
            back: None,
        };
        vec![
            ("done", Self { another: Some(Session::sample()), ..plain() }),
            ("done-return", Self { back: Some(back), ..plain() }),
            (
                "done-reconnect",
                Self {
                    frame: make.repairing(2),
                    purpose: Purpose::Reconnect,
                    receipt: Receipt { sites: Vec::new(), types: Vec::new(), ..receipt() },
                    ..plain()
                },
            ),
        ]
    }
}
