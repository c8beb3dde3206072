//! Pictures of pages for the documentation, where `ONRAMP_SCREENSHOTS` names a folder for them.

use crate::crawl::kind_of_path;
use crate::person::{Look, PHONE, Person, WIDE, WIDE_DARK};
use reqwest::Url;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Cursor;
use std::path::PathBuf;
use std::time::Duration;

/// Colors of a picture.
const COLORS: usize = 256;
/// The pages of which there are pictures.
const PAGES: [&str; 12] = [
    "/console",
    "/console/users",
    "/console/users/id",
    "/console/users/id/phones/id/qr",
    "/console/send",
    "/console/sends",
    SEND,
    "/console/dashboard",
    "/console/import",
    "/console/log",
    "/console/integrations",
    "/console/settings",
];
/// A send: those that are older have more to show.
const SEND: &str = "/console/sends/id";
/// The page whose list is so long that what is below it would not be seen, and the same with a few people.
const LONG: (&str, &str) = ("/console/send", "/console/send?q=person.00");
/// Pages of which there is a picture by night and one on a phone.
const MORE: [&str; 2] = ["/console/send", "/console/dashboard"];
/// No picture is longer.
const LONGEST: u32 = 1800;
/// Until all that a script fetches is there.
const SETTLING: Duration = Duration::from_millis(1500);

/// The folder, and what is in it already.
#[derive(Debug, Default)]
pub struct Album {
    folder: Option<PathBuf>,
    kept: BTreeSet<String>,
}

impl Album {
    /// The one that is wanted, if one is.
    pub fn wanted() -> Self {
        let folder = std::env::var_os("ONRAMP_SCREENSHOTS").map(PathBuf::from);
        if let Some(folder) = &folder {
            std::fs::create_dir_all(folder).unwrap();
        }
        Self { folder, kept: BTreeSet::new() }
    }

    /// Keeps a picture of the page that is shown, the first of its kind; it may be another page that is shown then.
    pub async fn keep(&mut self, person: &Person, path: &str) {
        let url = Url::parse(&format!("{}{path}", person.url)).unwrap();
        let kind = kind_of_path(&url);
        let wanted = self.folder.is_some() && url.query().is_none() && PAGES.contains(&kind.as_str());
        if !wanted || (!self.kept.insert(kind.clone()) && kind != SEND) {
            return;
        }
        if kind == LONG.0 {
            person.open(LONG.1).await;
        }
        let name = kind.trim_start_matches("/console").trim_matches('/').replace('/', "-");
        let name = if name.is_empty() { "home" } else { &name };
        self.take(person, name, WIDE).await;
        if MORE.contains(&kind.as_str()) {
            self.take(person, &format!("{name}-dark"), WIDE_DARK).await;
            self.take(person, &format!("{name}-phone"), PHONE).await;
        }
    }

    /// Keeps a picture under a name.
    pub async fn take(&self, person: &Person, name: &str, look: Look) {
        let Some(folder) = &self.folder else { return };
        person.look(look).await;
        tokio::time::sleep(SETTLING).await;
        let height = person.ask("return document.documentElement.scrollHeight", Vec::new()).await;
        let height = height.as_u64().and_then(|height| u32::try_from(height).ok()).unwrap_or(look.height);
        person.look(Look { height: height.clamp(look.height, LONGEST), ..look }).await;
        tokio::time::sleep(SETTLING).await;
        let picture = small(&person.picture().await);
        std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
    }
}

type Color = [u8; 3];

/// The same picture in fewer colors, so that it takes little room.
fn small(png: &[u8]) -> Vec<u8> {
    let mut decoder = png::Decoder::new(Cursor::new(png));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().unwrap();
    let mut data = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut data).unwrap();
    let samples = frame.color_type.samples();
    assert!(samples >= 3, "a browser's pictures are in colors");
    let pixels: Vec<Color> = data.chunks_exact(samples).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let palette = palette(&pixels);
    let mut nearest: HashMap<Color, u8> = HashMap::new();
    let indexes: Vec<u8> = pixels
        .iter()
        .map(|pixel| *nearest.entry(*pixel).or_insert_with(|| index(&palette, *pixel)))
        .collect();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, frame.width, frame.height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::High);
    encoder.write_header().unwrap().write_image_data(&indexes).unwrap();
    file
}

/// The colors that cover most of a picture, none much like another.
fn palette(pixels: &[Color]) -> Vec<Color> {
    let mut counts: BTreeMap<Color, usize> = BTreeMap::new();
    for pixel in pixels {
        *counts.entry(*pixel).or_default() += 1;
    }
    // Of colors that look the same, the most frequent stands for all.
    let mut groups: BTreeMap<Color, (usize, Color, usize)> = BTreeMap::new();
    for (color, count) in counts {
        let group = groups.entry(color.map(|part| part >> 3)).or_insert((0, color, 0));
        group.0 += count;
        if count > group.2 {
            (group.1, group.2) = (color, count);
        }
    }
    let mut most: Vec<_> = groups.into_values().collect();
    most.sort_by_key(|(count, ..)| std::cmp::Reverse(*count));
    most.into_iter().map(|(_, color, _)| color).take(COLORS).collect()
}

fn index(palette: &[Color], pixel: Color) -> u8 {
    let apart = |color: &Color| -> u32 {
        color.iter().zip(pixel).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
    };
    let nearest = (0..palette.len()).min_by_key(|at| apart(&palette[*at])).unwrap_or_default();
    u8::try_from(nearest).unwrap()
}
