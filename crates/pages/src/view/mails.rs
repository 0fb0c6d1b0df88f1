use askama::Template;

use crate::mailbox::KeptMail;
use crate::view::Frame;
use crate::view::sample::Samples;

/// The mails of a server that sends none, for whoever tries it out.
#[derive(Template)]
#[template(path = "mails.html")]
pub struct Mails {
    /// Language; no brand, as they are of all workspaces.
    pub frame: Frame,
    /// Newest first.
    pub mails: Vec<KeptMail>,
}

/// One of them. Its HTML part is a document of its own in a frame, which runs and loads nothing.
#[derive(Template)]
#[template(path = "mail.html")]
pub struct Mail {
    /// Language.
    pub frame: Frame,
    /// Its head.
    pub mail: KeptMail,
    /// From whom.
    pub from: String,
    /// Whether it has a part with HTML.
    pub has_html: bool,
    /// The part without.
    pub text: String,
}

fn sample(name: &str, subject: &str) -> KeptMail {
    KeptMail {
        name: name.to_owned(),
        to: "dana@harbour.example".to_owned(),
        subject: subject.to_owned(),
        at: "2026-11-20 21:05 UTC".to_owned(),
    }
}

impl Mails {
    pub(crate) fn samples(make: &Samples) -> Vec<(&'static str, Self)> {
        let page = |mails| Self { frame: make.unknown(), mails };
        let invited = sample("0198", "Harbour Homes: connect your electricity account");
        let code = sample("0199", "Your code for Harbour Homes");
        vec![("mails", page(vec![code, invited])), ("mails-none", page(Vec::new()))]
    }
}

impl Mail {
    pub(crate) fn samples(make: &Samples) -> Vec<(&'static str, Self)> {
        let page = |has_html| {
            Self {
            frame: make.unknown(),
            mail: sample("0198", "Harbour Homes: connect your electricity account"),
            from: "quickstart@latchstring.example".to_owned(),
            has_html,
            text: "Harbour Homes asks you to connect your electricity account.\n\nhttp://127.0.0.1:8080/p/i/lsi_sample\n"
                .to_owned(),
        }
        };
        vec![("mail", page(true)), ("mail-text", page(false))]
    }
}
