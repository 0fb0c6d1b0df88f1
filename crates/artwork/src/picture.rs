use std::io::Cursor;

use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::imageops::{self, FilterType};
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder as _, ImageFormat, ImageReader, Limits,
    RgbaImage,
};

/// The longest file that is taken, in bytes.
pub const MAX_PICTURE: usize = 512 * 1024;
/// The longest side of a picture that is taken, in pixels.
pub const MAX_SIDE: u32 = 2048;
/// What decoding may allocate: the pixels of the largest picture, twice, and something to work with.
const MAX_ALLOC: u64 = 48 * 1024 * 1024;

/// Pages show a logo 40 pixels high and 160 wide at most; screens have up to three dots to a pixel.
const LOGO: (u32, u32) = (480, 120);
const FAVICON: (u32, u32) = (64, 64);
/// Pages show the logo of a provider in a box of 40 pixels.
const EMBLEM: (u32, u32) = (120, 120);

/// A picture that was drawn anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// A PNG file with nothing in it but pixels.
    pub png: Vec<u8>,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// Why a picture was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PictureError {
    /// The file is longer than [`MAX_PICTURE`].
    #[error("must be at most {} KiB", MAX_PICTURE / 1024)]
    TooLong,
    /// Neither PNG nor JPEG nor WebP.
    #[error("must be a PNG, JPEG or WebP picture")]
    Format,
    /// A side is longer than [`MAX_SIDE`], or there is none.
    #[error("must have sides of 1 to {MAX_SIDE} pixels")]
    Size,
    /// It begins as a picture and does not go on as one.
    #[error("is damaged: it cannot be read to its end")]
    Damaged,
}

/// The picture, drawn small enough for the top of a page.
///
/// # Errors
/// [`PictureError`].
pub fn logo(bytes: &[u8]) -> Result<Drawn, PictureError> {
    let picture = within(&read(bytes)?, LOGO);
    write(&picture)
}

/// The picture, drawn small enough for the box beside a provider's name.
///
/// # Errors
/// [`PictureError`].
pub fn emblem(bytes: &[u8]) -> Result<Drawn, PictureError> {
    let picture = within(&read(bytes)?, EMBLEM);
    write(&picture)
}

/// The picture, drawn into a square for a browser's tab, with nothing around it where it is none.
///
/// # Errors
/// [`PictureError`].
pub fn favicon(bytes: &[u8]) -> Result<Drawn, PictureError> {
    let picture = within(&read(bytes)?, FAVICON);
    let side = picture.width().max(picture.height());
    let mut square = RgbaImage::new(side, side);
    let middle = |length: u32| i64::from((side - length) / 2);
    imageops::overlay(&mut square, &picture, middle(picture.width()), middle(picture.height()));
    write(&square)
}

fn read(bytes: &[u8]) -> Result<DynamicImage, PictureError> {
    if bytes.len() > MAX_PICTURE {
        return Err(PictureError::TooLong);
    }
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| PictureError::Format)?;
    if !matches!(reader.format(), Some(ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP)) {
        return Err(PictureError::Format);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_ALLOC);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| PictureError::Damaged)?;
    let (width, height) = decoder.dimensions();
    if !(1..=MAX_SIDE).contains(&width) || !(1..=MAX_SIDE).contains(&height) {
        return Err(PictureError::Size);
    }
    let orientation = decoder.orientation().map_err(|_| PictureError::Damaged)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| PictureError::Damaged)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// No larger than the bounds, in its own proportions; a small one is left as small as it is.
fn within(picture: &DynamicImage, (width, height): (u32, u32)) -> RgbaImage {
    if picture.width() <= width && picture.height() <= height {
        picture.to_rgba8()
    } else {
        picture.resize(width, height, FilterType::Lanczos3).to_rgba8()
    }
}

fn write(picture: &RgbaImage) -> Result<Drawn, PictureError> {
    let (width, height) = picture.dimensions();
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Best, PngFilter::Adaptive)
        .write_image(picture, width, height, ExtendedColorType::Rgba8)
        .map_err(|_| PictureError::Damaged)?;
    Ok(Drawn { png, width, height })
}
