use askama::Template;

use crate::view::Frame;
use crate::view::sample::Samples;

/// Asks whether an address is to be mailed no more, or says that it is not.
///
/// Posts nothing to its own path: the button is all there is to say.
#[derive(Template)]
#[template(path = "unsubscribe.html")]
pub struct Unsubscribe {
    /// Language, brand.
    pub frame: Frame,
    /// The address, most of it hidden.
    pub address: String,
    /// Where the form goes; `None` once it is done.
    pub action: Option<String>,
}

impl Unsubscribe {
    const fn heading(&self) -> &'static str {
        if self.action.is_some() { "unsubscribe-heading" } else { "unsubscribe-done-heading" }
    }

    pub(crate) fn samples(make: &Samples) -> Vec<(&'static str, Self)> {
        let page = |action: Option<&str>| Self {
            frame: make.plain(),
            address: "d•••@harbour.example".to_owned(),
            action: action.map(str::to_owned),
        };
        vec![("unsubscribe", page(Some("/p/u/c2FtcGxl"))), ("unsubscribe-done", page(None))]
    }
}
