use askama::Template;

use crate::words::{Letter, Words};

/// A mail that an operator sends to see whether mail arrives.
#[derive(Debug)]
pub struct TestMail {
    /// The host whose links go out in mails.
    pub host: String,
}

#[derive(Template)]
#[template(path = "test.html")]
struct Html<'a> {
    words: &'a Words<'a>,
    host: &'a str,
}

#[derive(Template)]
#[template(path = "test.txt", escape = "none")]
struct Text<'a> {
    words: &'a Words<'a>,
    host: &'a str,
}

impl TestMail {
    /// Nobody's company stands behind it.
    pub(crate) const FROM: &'static str = "Latchstring";

    pub(crate) fn write(&self, words: &Words<'_>) -> Result<Letter, askama::Error> {
        let host = self.host.as_str();
        Ok(Letter {
            subject: words.say("mail-test-subject").text("host", host).to_string(),
            html: Html { words, host }.render()?,
            text: Text { words, host }.render()?,
        })
    }
}
