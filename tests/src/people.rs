//! Directories of made-up people, the same in each run, and what is to become of them.

/// A small xorshift generator: the same draws from the same seed.
struct Seeded(u64);

impl Seeded {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap()
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }
}

#[rustfmt::skip]
const GIVEN: [&str; 40] = [
    "Aarav", "Amélie", "Anaïs", "Björn", "Chiara", "Chukwuemeka", "Дмитрий", "Ελένη", "فاطمة", "Fionnuala",
    "Grace", "花子", "Íñigo", "József", "Kwame", "Łucja", "Małgorzata", "Nguyệt", "Ólafur", "Priya",
    "Quentin", "Róisín", "שרה", "Søren", "Thandiwe", "Ümit", "Václav", "伟", "Xóchitl", "Yıldız",
    "Zoë", "지우", "ปิยะ", "பிரியா", "ქეთევან", "Արամ", "संजय", "Ольга", "محمد", "Leilani",
];
#[rustfmt::skip]
const FAMILY: [&str; 32] = [
    "O'Brien", "Müller", "García", "Иванова", "Παππάς", "Haddad", "Kim", "佐藤", "Sørensen", "Nagy", "Mensah",
    "Wójcik", "Smith-Jones", "Trần", "Þórsson", "Raman", "d'Arc", "Ní Bhriain", "לוי", "Dlamini", "王",
    "King, Jr.", "de la Cruz", "von der Leyen", "Şahin", "Öztürk", "გელაშვილი", "सिंह", "Nakamura \"Nak\"",
    "Ferreira", "ʻAkana", "Žižek",
];
const PLATFORMS: [&str; 3] = ["Apple iOS", "Google Android", "Generic Smartphone"];
const NOT_NUMBERS: [&str; 5] = ["12345", "+1 555", "n/a", "+999 123456789", "ext. 12"];
const NOT_ADDRESSES: [&str; 5] =
    ["not an address", "ann@", "@example.org", "two@at@example.org", "a b@example.org"];

/// A number that can be dialled, and that no other serial number below 600,000 gives.
pub fn number(serial: usize) -> String {
    let at = serial / 3;
    match serial % 3 {
        // Exchange codes of North America begin with 2 to 9.
        0 => format!("+1212{:07}", 2_000_000 + at),
        1 => format!("+447400{at:06}"),
        _ => format!("+4915112{at:06}"),
    }
}

/// A directory file, and what is to become of it.
pub struct Directory {
    /// The file: UTF-8, RFC 4180.
    pub csv: Vec<u8>,
    /// How many rows it has below its heading.
    pub rows: usize,
    /// The refused rows: the line each is on, its cells, and the field at fault.
    pub refused: Vec<Refused>,
    /// The addresses that email reaches: one for each eligible phone.
    pub by_email: Vec<String>,
    /// The numbers that SMS reaches.
    pub by_sms: Vec<String>,
}

/// A row that is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The line of the file; the heading is on line 1.
    pub line: usize,
    /// The row's cells.
    pub cells: [String; 6],
    /// The column at fault.
    pub field: &'static str,
}

/// What can be wrong with a row, each about once in a hundred.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    AnothersUsername,
    Phone,
    Email,
    Type,
    Platform,
}

impl Fault {
    fn draw(chance: &mut Seeded) -> Option<Self> {
        match chance.below(200) {
            0 | 1 => Some(Self::AnothersUsername),
            2 | 3 => Some(Self::Phone),
            4 | 5 => Some(Self::Email),
            6 => Some(Self::Type),
            7 => Some(Self::Platform),
            _ => None,
        }
    }

    fn field(self) -> &'static str {
        match self {
            Self::AnothersUsername => "username",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Type => "type",
            Self::Platform => "platform",
        }
    }
}

/// So many rows about real-looking people, good and bad: the same in each run.
pub fn directory(rows: usize) -> Directory {
    let mut chance = Seeded(0x0DD5_EED5);
    let mut file = csv::WriterBuilder::new().from_writer(Vec::new());
    file.write_record(crate::HEADING.trim_end().split(',')).unwrap();
    let (mut refused, mut by_email, mut by_sms) = (Vec::new(), Vec::new(), Vec::new());
    let mut people: Vec<[String; 3]> = Vec::new();
    for at in 0..rows {
        // Rows hold no line break: a row's line is its number, with the heading on line 1.
        let line = at + 2;
        let mut cells = person(&mut chance, at);
        if chance.percent(1) && !people.is_empty() {
            // Someone's second phone: the same person, another number.
            cells[..3].clone_from_slice(&people[chance.below(people.len())]);
            cells[3] = number(at);
        }
        let fault = Fault::draw(&mut chance).filter(|_| !people.is_empty());
        match fault {
            Some(Fault::AnothersUsername) => {
                cells = person(&mut chance, at);
                cells[0].clone_from(&people[chance.below(people.len())][0]);
                cells[1].push_str(" II");
            }
            Some(Fault::Phone) => chance.pick(&NOT_NUMBERS).clone_into(&mut cells[3]),
            Some(Fault::Email) => {
                cells = person(&mut chance, at);
                chance.pick(&NOT_ADDRESSES).clone_into(&mut cells[2]);
            }
            Some(Fault::Type) => chance.pick(&["Pager", "Satellite"]).clone_into(&mut cells[4]),
            Some(Fault::Platform) => chance.pick(&["Toaster", "Abacus 2"]).clone_into(&mut cells[5]),
            None => {}
        }
        file.write_record(&cells).unwrap();
        if let Some(fault) = fault {
            refused.push(Refused { line, cells, field: fault.field() });
            continue;
        }
        let [username, realname, email, phone, kind, platform] = cells;
        people.push([username, realname, email.clone()]);
        if kind == "Mobile" && platform != "Unknown" {
            by_email.extend(Some(email).filter(|email| !email.is_empty()));
            by_sms.extend(Some(phone).filter(|phone| !phone.is_empty()));
        }
    }
    Directory { csv: file.into_inner().unwrap(), rows, refused, by_email, by_sms }
}

/// One good row: username, realname, email, phone, type, platform.
fn person(chance: &mut Seeded, at: usize) -> [String; 6] {
    let username = format!("{}{at:05}", chance.pick(&["a.", "k", "m-", "user", "z_"]));
    let realname = format!("{} {}", chance.pick(&GIVEN), chance.pick(&FAMILY));
    let email = if chance.percent(5) { String::new() } else { format!("{username}@example.org") };
    let (phone, kind, platform) = match chance.below(100) {
        // A tablet has no number.
        0..4 => (String::new(), "Mobile", chance.pick(&["Apple iOS", "Google Android"])),
        4..8 => (number(at), "Landline", "Unknown"),
        8..10 => (number(at), "Unknown", chance.pick(&PLATFORMS)),
        10..18 => (number(at), "Mobile", "Unknown"),
        _ => (number(at), "Mobile", chance.pick(&PLATFORMS)),
    };
    [username, realname, email, phone, kind.to_owned(), platform.to_owned()]
}
