//! Where a recipient may go when their walk has ended.

use std::fmt;

use url::Url;

use crate::web_origin::WebOrigin;

/// An address of the customer's that a recipient is offered at the end of their walk. Whether the workspace vouches for
/// it is decided by its [`ReturnUrl::origin`].
#[derive(Clone, PartialEq, Eq)]
pub struct ReturnUrl {
    url: Url,
    origin: WebOrigin,
}

/// Why a text is not an address to return to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseReturnUrlError {
    /// Not an absolute `https` address of a site.
    #[error("must be a full address such as https://portal.example.com/done")]
    NotAUrl,
    /// It carries a user name or password.
    #[error("must not contain a user name or password")]
    UserInfo,
    /// Longer than [`ReturnUrl::MAX`] bytes.
    #[error("must have at most {} characters", ReturnUrl::MAX)]
    TooLong,
}

impl ReturnUrl {
    /// The most bytes of an address.
    pub const MAX: usize = 1000;

    /// Reads an address.
    ///
    /// # Errors
    /// [`ParseReturnUrlError`] for anything but an absolute address of a site, with or without path and query.
    pub fn parse(text: &str) -> Result<Self, ParseReturnUrlError> {
        if text.len() > Self::MAX {
            return Err(ParseReturnUrlError::TooLong);
        }
        // A URL parser passes over what a person never meant: white space at the ends, tabs, backslashes.
        if text.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\') || !text.contains("://") {
            return Err(ParseReturnUrlError::NotAUrl);
        }
        let url = Url::parse(text).map_err(|_| ParseReturnUrlError::NotAUrl)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(ParseReturnUrlError::UserInfo);
        }
        // The origin of `blob:https://…` is that of the address behind it.
        let origin = WebOrigin::of(&url).filter(|_| matches!(url.scheme(), "https" | "http"));
        let origin = origin.ok_or(ParseReturnUrlError::NotAUrl)?;
        if url.as_str().len() > Self::MAX {
            return Err(ParseReturnUrlError::TooLong);
        }
        Ok(Self { url, origin })
    }

    /// The site that it is of.
    #[must_use]
    pub const fn origin(&self) -> &WebOrigin {
        &self.origin
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }

    /// The address with these parameters behind those that it has; one of the same name is not replaced, since the
    /// customer put it there.
    #[must_use]
    pub fn with(&self, parameters: &[(&str, &str)]) -> String {
        let mut url = self.url.clone();
        url.query_pairs_mut().extend_pairs(parameters);
        url.into()
    }
}

impl fmt::Display for ReturnUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for ReturnUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReturnUrl({})", self.origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t095_an_address_to_return_to_is_a_whole_one_of_a_site() {
        for text in
            ["https://shop.example", "https://shop.example/done?x=%20&y#top", "http://localhost:3000/back"]
        {
            let url = ReturnUrl::parse(text).unwrap();
            assert_eq!(ReturnUrl::parse(url.as_str()), Ok(url));
        }
        for text in [
            "",
            "/done",
            "//evil.test",
            "https:/evil.test",
            "https:evil.test",
            "\\\\evil.test",
            "https:\\\\evil.test",
            "javascript:alert(1)",
            "javascript://shop.example/%0aalert(1)",
            "data:text/html,x",
            "http://shop.example",
            "https://192.0.2.1/",
            "https://localhost/",
            " https://shop.example",
            "https://shop.example/\n",
            "ftp://shop.example",
            "blob:https://shop.example/1",
        ] {
            assert_eq!(ReturnUrl::parse(text), Err(ParseReturnUrlError::NotAUrl), "{text:?}");
        }
        for text in ["https://shop.example@evil.test/", "https://a:b@shop.example/"] {
            assert_eq!(ReturnUrl::parse(text), Err(ParseReturnUrlError::UserInfo), "{text:?}");
        }
        let origin = |text: &str| ReturnUrl::parse(text).unwrap().origin().as_str().to_owned();
        assert_eq!(origin("https://Shop.Example:443/x"), "https://shop.example");
        assert_eq!(origin("https://shop.example.evil.test/"), "https://shop.example.evil.test");
    }

    #[test]
    fn parameters_come_behind_those_that_are_there_and_stay_what_they_were() {
        let url = ReturnUrl::parse("https://shop.example/done?a=1&state=mine#top").unwrap();
        let with = url.with(&[("state", "a&b=c #d")]);
        assert_eq!(with, "https://shop.example/done?a=1&state=mine&state=a%26b%3Dc+%23d#top");
    }
}
