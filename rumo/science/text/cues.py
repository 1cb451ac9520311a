"""Words after which a name or a number of a person is likely to come, in the languages Rumo knows."""

from typing import Literal

Kind = Literal[
    "email", "phone", "tax_number", "social_security", "health_number", "citizen_card", "passport", "residence_permit", "document", "iban", "name"
]  # fmt: skip
"""What a place of a text may be."""
NAMED = (
    "chamo-me", "me chamo", "o meu nome é", "meu nome é", "my name is", "je m'appelle", "mon nom est", "me llamo", "mi nombre es",
    "mă numesc", "mă cheamă", "numele meu este", "мене звати", "моє ім'я", "меня зовут", "мое имя", "моё имя", "اسمي", "إسمي", "میرا نام",
    "मेरा नाम", "मेरो नाम", "আমার নাম", "我叫", "我的名字是", "nome:", "name:", "nom:", "nombre:", "nume:", "ім'я:", "имя:", "الاسم:", "نام:", "नाम:",
    "নাম:", "姓名:",
)  # fmt: skip
"""A name comes next, however it is spelt."""
TITLES = (
    "senhor", "senhora", "sr.", "sra.", "sr", "sra", "d.", "dona", "dr.", "dra.", "doutor", "doutora", "eng.", "enga.", "prof.", "profa.",
    "professor", "professora", "sou o", "sou a", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "mme", "mlle", "monsieur", "madame",
    "je suis", "señor", "señora", "don", "doña", "soy", "domnul", "doamna", "пан", "пані", "господин", "госпожа", "السيد", "السيدة", "جناب", "محترمہ",
    "श्री", "श्रीमती", "জনাব", "বেগম",
)  # fmt: skip
"""A name comes next if what does is written like one (a capital letter, where there are any)."""
WITHIN = frozenset(
    [
        "de",
        "da",
        "do",
        "das",
        "dos",
        "e",
        "del",
        "la",
        "los",
        "y",
        "di",
        "du",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "ben",
        "ibn",
        "bint",
        "al",
        "el",
        "de'",
        "d'",
        "ul",
        "ur",
    ]
)
"""Small words within a name."""
AFTER = frozenset(
    [
        "है",
        "हैं",
        "हूँ",
        "हूं",
        "हो",
        "और",
        "র",
        "এবং",
        "ও",
        "ہے",
        "ہیں",
        "اور",
        "و",
        "في",
        "من",
        "انا",
        "أنا",
        "هو",
        "هي",
        "وأنا",
    ]
)
"""Words that end a name in scripts without capitals."""
NUMBERS: dict[Kind, tuple[str, ...]] = {
    "phone": (
        "tel", "telf", "telefone", "telemóvel", "tlm", "tlf", "contacto", "phone", "mobile", "whatsapp", "viber", "telegram", "téléphone", "portable",
        "teléfono", "móvil", "telefon", "телефон", "тел", "هاتف", "الهاتف", "جوال", "واتساب", "فون", "फोन", "फ़ोन", "मोबाइल", "ফোন", "মোবাইল", "电话", "手机",
    ),
    "tax_number": ("nif", "contribuinte", "número fiscal", "tax number", "numéro fiscal", "налоговый номер", "ІПН", "ИНН", "الرقم الضريبي", "税号"),
    "social_security": ("niss", "segurança social", "social security", "sécurité sociale", "seguridad social", "الضمان الاجتماعي", "社会保险号"),
    "health_number": ("utente", "número de utente", "sns", "health number"),
    "citizen_card": ("cartão de cidadão", "cartão do cidadão", "bilhete de identidade", "citizen card", "identity card", "b.i.", "cc", "carte d'identité", "بطاقة الهوية", "身份证"),
    "passport": (
        "passaporte", "passport", "passeport", "pasaporte", "pașaport", "паспорт", "паспорта", "جواز السفر", "جواز سفر", "پاسپورٹ", "पासपोर्ट", "राहदानी",
        "পাসপোর্ট", "护照",
    ),
    "residence_permit": (
        "título de residência", "autorização de residência", "cartão de residência", "residence permit", "residence card", "titre de séjour",
        "carte de séjour", "permiso de residencia", "permis de ședere", "посвідка на проживання", "посвідки на проживання", "вид на жительство",
        "вида на жительство", "تصريح الإقامة", "بطاقة الإقامة", "رخصة الإقامة", "居留证", "居留卡", "رہائشی اجازت نامہ",
    ),
}  # fmt: skip
"""By kind of number: what it is called."""
