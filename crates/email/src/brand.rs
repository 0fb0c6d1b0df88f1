use latchstring_domain::branding::HexColor;

/// How a mail looks.
#[derive(Debug, Default)]
pub struct Brand {
    /// The colour of buttons and links. `None` takes [`HexColor::DEFAULT`].
    pub color: Option<HexColor>,
    /// The picture at the top.
    pub logo: Option<Logo>,
    /// A text at the foot.
    pub footer: Option<String>,
}

/// A picture that goes along in the mail, so that nothing is fetched when it is read.
pub struct Logo {
    /// A PNG file.
    pub png: Vec<u8>,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// Without the picture.
impl std::fmt::Debug for Logo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Logo({} x {})", self.width, self.height)
    }
}

impl Logo {
    /// How wide it is shown: within 160 by 40, in its own proportions.
    pub(crate) fn shown_width(&self) -> u64 {
        let (wide, high) = (u64::from(self.width.max(1)), u64::from(self.height.max(1)));
        wide.min(160).min(wide * 40 / high).max(1)
    }
}

impl Brand {
    /// The colour behind the words of a button.
    pub(crate) fn button(&self) -> HexColor {
        self.color.unwrap_or(HexColor::DEFAULT)
    }

    /// The words of a button.
    pub(crate) fn on_button(&self) -> HexColor {
        self.button().text_on()
    }

    /// Links on the white card.
    pub(crate) fn link(&self) -> HexColor {
        self.button().readable_on(HexColor::WHITE)
    }
}
