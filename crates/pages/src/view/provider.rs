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
    /// The country, if the provider serves one.
    pub country: Option<Country>,
    /// Where its logo is served, on this host. `None` shows a monogram.
    pub logo_url: Option<String>,
}

/// A country: a script names it in the language of the page by its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: String,
    /// The name in English.
    pub name: String,
}

impl Country {
    pub(crate) fn sample() -> Self {
        Self { code: "US".to_owned(), name: "United States".to_owned() }
    }
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
            country: Some(Country::sample()),
            logo_url: None,
        }
    }
}
