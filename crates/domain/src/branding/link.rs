use super::{Branding, Font, HelperButton, HexColor, Look, Picture};
use crate::portal::{TextKey, TextOverrides};
use crate::text::{BrandDescription, BrandFooter, BrandName, BrandTitle};

/// How one link looks where it looks otherwise than its workspace. What is `None` is the workspace's, as it is when a page
/// or a mail is made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LinkBrand {
    /// The name that its pages and mails bear.
    pub name: Option<BrandName>,
    /// The colour of the primary button, links, progress and focus.
    pub color: Option<HexColor>,
    /// What is behind the card.
    pub background: Option<HexColor>,
    /// The font; [`Font::Own`] is the workspace's.
    pub font: Option<Font>,
    /// The heading of the first page, in every language.
    pub title: Option<BrandTitle>,
    /// The sentence under it, in every language.
    pub description: Option<BrandDescription>,
    /// The buttons at the foot of each page; an empty list: none.
    pub helpers: Option<Vec<HelperButton>>,
    /// A text at the foot of pages and mails.
    pub footer: Option<BrandFooter>,
    /// Whether pages say whose software this is.
    pub shows_powered_by: Option<bool>,
    /// The picture at the top of pages and mails.
    pub logo: Option<Picture>,
}

impl LinkBrand {
    /// The names of what is chosen, as the wire has them.
    #[must_use]
    pub fn chosen(&self) -> Vec<&'static str> {
        let parts = [
            ("displayName", self.name.is_some()),
            ("color", self.color.is_some()),
            ("background", self.background.is_some()),
            ("font", self.font.is_some()),
            ("title", self.title.is_some()),
            ("description", self.description.is_some()),
            ("helperButtons", self.helpers.is_some()),
            ("footer", self.footer.is_some()),
            ("hidePoweredBy", self.shows_powered_by.is_some()),
            ("logo", self.logo.is_some()),
        ];
        parts.into_iter().filter(|(_, is_chosen)| *is_chosen).map(|(name, _)| name).collect()
    }
}

impl Branding {
    /// The same, but for what a link chooses.
    #[must_use]
    pub fn of_link(self, own: &LinkBrand) -> Self {
        let LinkBrand {
            name,
            color,
            background,
            font,
            title,
            description,
            helpers,
            footer,
            shows_powered_by,
            logo,
        } = own;
        let mut texts = self.look.texts;
        // The workspace's words for a language come before its title; they do not before a link's.
        for (key, is_chosen) in
            [(TextKey::LandingHeading, title.is_some()), (TextKey::LandingLead, description.is_some())]
        {
            if is_chosen {
                texts.values_mut().for_each(|TextOverrides(own)| drop(own.remove(&key)));
            }
        }
        let look = Look {
            name: name.clone().or(self.look.name),
            color: color.or(self.look.color),
            background: background.or(self.look.background),
            font: font.unwrap_or(self.look.font),
            title: title.clone().or(self.look.title),
            description: description.clone().or(self.look.description),
            helpers: helpers.clone().unwrap_or(self.look.helpers),
            footer: footer.clone().or(self.look.footer),
            shows_powered_by: shows_powered_by.unwrap_or(self.look.shows_powered_by),
            texts,
        };
        Self { look, logo: logo.or(self.logo), ..self }
    }
}
