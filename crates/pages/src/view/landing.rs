use askama::Template;

use crate::view::sample::Samples;
use crate::view::{AddressField, Day, Frame, SummaryLine};

/// The first page of an open link: who asks, for what, what happens, how long it takes.
///
/// Anybody with the link reads it, link previews and mail scanners included, so it has no room for sites, accounts or
/// addresses, and its title never names anyone.
#[derive(Template)]
#[template(path = "landing.html")]
pub struct Landing {
    /// Language, brand.
    pub frame: Frame,
    /// What the link is for.
    pub purpose: Purpose,
    /// What to call the account, such as `Pacific Power`, if the inviter named it and it may be read by anybody with the
    /// link.
    pub utility: Option<String>,
    /// The inviter's own words, plain text.
    pub message: Option<String>,
    /// When it was sent.
    pub sent: Day,
    /// The last day it works, if it ends.
    pub expires: Option<Day>,
    /// How to go on from here.
    pub entry: Entry,
    /// Where "Get started" is posted: `/p/i/{token}`. The form carries no other proof: there is no session yet that
    /// another site could act for, and who knows the path has the link.
    pub start_path: String,
}

/// How a landing page goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// "Get started".
    Open,
    /// An address has to be proved: the field for it, and "Send me a code".
    Address(AddressField),
    /// The link came by mail, which proves one: "Continue as …".
    Proved {
        /// The address, masked.
        address: String,
        /// The same link without the proof, for somebody else.
        other_path: String,
        /// Whether there is a colleague to whom the link can be passed on.
        has_colleagues: bool,
    },
}

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A new connection.
    Connect,
    /// The repair of one.
    Reconnect,
}

impl Landing {
    /// What the button is called that passes the link on instead.
    pub const THEN: &'static str = "then";

    /// The path of the session that a browser began last, which names neither the session nor its link.
    pub const SESSION: &'static str = "/p/s";

    fn is_reconnect(&self) -> bool {
        self.purpose == Purpose::Reconnect
    }

    fn heading(&self) -> String {
        let key = match (self.purpose, &self.utility) {
            (Purpose::Connect, None) => "landing-heading",
            (Purpose::Connect, Some(_)) => "landing-heading-named",
            (Purpose::Reconnect, None) => "landing-heading-reconnect",
            (Purpose::Reconnect, Some(_)) => "landing-heading-reconnect-named",
        };
        let utility = self.utility.as_deref().unwrap_or_default();
        self.frame.say_as("landing-heading", key).with("utility", utility).to_string()
    }

    fn lead(&self) -> String {
        let key = if self.is_reconnect() { "landing-lead-reconnect" } else { "landing-lead" };
        self.frame.say_as("landing-lead", key).to_string()
    }

    fn address_error(&self) -> Option<SummaryLine> {
        match &self.entry {
            Entry::Address(field) => field.error(&self.frame),
            Entry::Open | Entry::Proved { .. } => None,
        }
    }

    fn errors(&self) -> Vec<SummaryLine> {
        self.address_error().into_iter().collect()
    }

    pub(crate) fn samples(make: &Samples) -> Vec<(&'static str, Self)> {
        let plain = |frame| Self {
            frame,
            purpose: Purpose::Connect,
            utility: None,
            message: None,
            sent: Day { year: 2026, month: 11, day: 18 },
            expires: Some(Day::sample()),
            entry: Entry::Open,
            start_path: "/p/i/lsi_c2FtcGxl".to_owned(),
        };
        let message = "Hi Dana, this is for the energy report of 12 Harbour Street that we talked about \
                       on Tuesday. It replaces the PDF bills that you send us every month.";
        vec![
            ("landing", Self { message: Some(message.to_owned()), ..plain(make.plain()) }),
            ("landing-plain", Self { expires: None, ..plain(make.plain()) }),
            ("landing-branded", Self { utility: Some("Pacific Power".to_owned()), ..plain(make.branded()) }),
            ("landing-portal", Self { expires: None, ..plain(make.portal()) }),
            (
                "landing-portal-own-words",
                Self {
                    expires: None,
                    ..plain(make.portal_saying(&[
                        ("landing-heading", "Bring your books to Acme & Co"),
                        ("landing-lead", "<b>Two minutes</b>, and you are done."),
                        ("landing-start", "Let’s go"),
                    ]))
                },
            ),
            ("landing-gated", Self { entry: Entry::Address(AddressField::default()), ..plain(make.plain()) }),
            (
                "landing-gated-wrong",
                Self { entry: Entry::Address(AddressField::wrong("dana@")), ..plain(make.plain()) },
            ),
            (
                "landing-mailed",
                Self {
                    message: Some(message.to_owned()),
                    entry: Entry::Proved {
                        address: "d•••@harbour.example".to_owned(),
                        other_path: "/p/i/lsi_c2FtcGxl".to_owned(),
                        has_colleagues: true,
                    },
                    ..plain(make.plain())
                },
            ),
            ("landing-reconnect", Self { purpose: Purpose::Reconnect, ..plain(make.plain()) }),
            (
                "landing-reconnect-named",
                Self {
                    purpose: Purpose::Reconnect,
                    utility: Some("Pacific Power".to_owned()),
                    message: Some("<b>Please</b> & thank you\nAnna".to_owned()),
                    ..plain(make.plain())
                },
            ),
        ]
    }
}
