use std::fmt;

use askama::Template;
use secrecy::{ExposeSecret as _, SecretString};

use crate::words::{Letter, Words};

/// A code that proves an address.
pub struct CodeMail {
    /// Who asks for the proof.
    pub company: String,
    /// The six digits.
    pub code: SecretString,
    /// How long they can be used from when they were asked for, in minutes.
    pub minutes: u32,
}

/// Without the code.
impl fmt::Debug for CodeMail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CodeMail")
            .field("company", &self.company)
            .field("minutes", &self.minutes)
            .finish_non_exhaustive()
    }
}

#[derive(Template)]
#[template(path = "code.html")]
struct Html<'a> {
    words: &'a Words<'a>,
    code: &'a str,
    minutes: u32,
}

#[derive(Template)]
#[template(path = "code.txt", escape = "none")]
struct Text<'a> {
    words: &'a Words<'a>,
    code: &'a str,
    minutes: u32,
}

impl CodeMail {
    pub(crate) fn write(&self, words: &Words<'_>) -> Result<Letter, askama::Error> {
        let (code, minutes) = (self.code.expose_secret(), self.minutes);
        Ok(Letter {
            // Not the code: a subject is read by whoever passes the screen.
            subject: words.say("mail-code-subject").to_string(),
            html: Html { words, code, minutes }.render()?,
            text: Text { words, code, minutes }.render()?,
        })
    }
}
