use askama::Template;

use crate::view::sample::{STEPS, Samples};
use crate::view::{Day, Frame, Provider, Purpose, Session, UtilityType};

/// The end: thanks, what happens next, a receipt for each account.
///
/// "Connect another account" posts to `{session}/restart`.
#[derive(Template)]
#[template(path = "done.html")]
pub struct Done {
    /// Language, brand, progress.
    pub frame: Frame,
    /// What was done.
    pub purpose: Purpose,
    /// What was connected in this walk, oldest first.
    pub receipts: Vec<Receipt>,
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
    fn heading(&self) -> String {
        let key = if self.receipts.len() > 1 { "done-heading-several" } else { "done-heading" };
        self.frame.say_as("done-heading", key).to_string()
    }

    fn lead(&self) -> String {
        let key = match (self.purpose, self.receipts.as_slice()) {
            (Purpose::Reconnect, _) => "done-lead-reconnect",
            (Purpose::Connect, [_]) => "done-lead",
            (Purpose::Connect, _) => "done-lead-several",
        };
        let provider = self.receipts.first().map_or("", |receipt| receipt.provider.name.as_str());
        self.frame.say(key).with("provider", provider).to_string()
    }

    fn receipt_heading(&self, number: &usize) -> String {
        if self.receipts.len() > 1 {
            return self.frame.say("done-receipt-number").count("number", *number).to_string();
        }
        self.frame.say("done-receipt").to_string()
    }

    /// The page after an example provider.
    pub(crate) fn preview(frame: Frame, date: Day) -> Self {
        let receipt = Receipt {
            provider: Provider::sample(),
            sites: Vec::new(),
            types: vec![UtilityType::Electricity],
            date,
            reference: Samples::REFERENCE.to_owned(),
        };
        let frame = frame.at(&STEPS, STEPS.len());
        Self { frame, purpose: Purpose::Connect, receipts: vec![receipt], another: None, back: None }
    }

    pub(crate) fn samples(make: &Samples) -> Vec<(&'static str, Self)> {
        let receipt = || Receipt {
            provider: Provider::sample(),
            sites: vec!["12 Harbour Street".to_owned(), "Warehouse North".to_owned()],
            types: vec![UtilityType::Electricity, UtilityType::Gas],
            date: Day { year: 2026, month: 11, day: 20 },
            reference: Samples::REFERENCE.to_owned(),
        };
        let bare = |receipt| Receipt { sites: Vec::new(), types: Vec::new(), ..receipt };
        let ledger = Provider {
            name: "Fjord Ledger".to_owned(),
            domain: "fjord.example".to_owned(),
            ..Provider::sample()
        };
        let second = Receipt {
            provider: ledger,
            reference: "0199a1b2-d7e8-7f90-9b1c-2d3e4f506172".to_owned(),
            ..receipt()
        };
        let back = Return {
            url: "https://acme.example/thanks?state=42".to_owned(),
            host: "acme.example".to_owned(),
        };
        let plain = || Self {
            frame: make.walking(4),
            purpose: Purpose::Connect,
            receipts: vec![receipt()],
            another: None,
            back: None,
        };
        vec![
            ("done", Self { another: Some(Session::sample()), ..plain() }),
            ("done-embedded", Self { frame: make.embedded().at(&STEPS, 4), ..plain() }),
            ("done-return", Self { back: Some(back), ..plain() }),
            (
                "done-reconnect",
                Self {
                    frame: make.repairing(2),
                    purpose: Purpose::Reconnect,
                    receipts: vec![bare(receipt())],
                    ..plain()
                },
            ),
            (
                "done-portal",
                Self {
                    frame: make.portal().at(&Samples::PORTAL, 4),
                    receipts: vec![bare(receipt())],
                    ..plain()
                },
            ),
            (
                "done-several",
                Self {
                    frame: make.portal().at(&Samples::PORTAL, 4),
                    receipts: vec![receipt(), bare(second)],
                    another: Some(Session::sample()),
                    ..plain()
                },
            ),
        ]
    }
}
