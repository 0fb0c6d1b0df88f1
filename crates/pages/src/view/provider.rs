use crate::brand::monogram;

/// A provider as a recipient recognises it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    /// What a form sends when it is chosen.
    pub id: String,
    /// `Pacific Power`.
    pub name: String,
    /// The host of its website, in the form people read: `pacificpower.example`.
    pub domain: String,
    /// The country, by its ISO 3166-1 alpha-2 code, if the provider serves one.
    pub country: Option<String>,
    /// Where its logo is served, on this host. `None` shows a monogram.
    pub logo_url: Option<String>,
}

impl Provider {
    pub(crate) fn monogram(&self) -> String {
        monogram(&self.name)
    }

    pub(crate) fn sample() -> Self {
        Self {
            id: "pacific-power".to_owned(),
            name: "Pacific Power".to_owned(),
            domain: "pacificpower.example".to_owned(),
            country: Some("US".to_owned()),
            logo_url: None,
        }
    }
}
