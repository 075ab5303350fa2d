// The words of this front end, in Vietnamese and English; dates and sizes as each writes them.

const WORDS = {
  vi: {
    announcements: "Thông báo",
    skip: "Đến nội dung chính",
    languages: "Ngôn ngữ",
    search: "Tìm kiếm",
    words: "Từ khóa",
    category: "Chuyên mục",
    all: "Tất cả chuyên mục",
    found: (count) => `${count} tin bài`,
    none: "Không có tin bài nào phù hợp.",
    showAll: "Xem tất cả tin bài",
    pages: "Các trang danh sách",
    newer: "Trang trước",
    older: "Trang sau",
    pageOf: (page, pages) => `Trang ${page}/${pages}`,
    loading: "Đang tải…",
    loaded: (title) => `Đã mở: ${title}`,
    back: "Về danh sách",
    source: "Nguồn",
    correction: "Đính chính",
    attachments: "Tài liệu đính kèm",
    citations: "Số, ký hiệu văn bản nêu trong bài",
    pageCount: (count) => `${count} trang`,
    table: "Bảng",
    readIn: "Đọc bằng",
    failed: "Có lỗi xảy ra",
    again: "Thử lại",
    errors: {
      0: "Không kết nối được với cổng. Hãy kiểm tra đường truyền rồi thử lại.",
      404: "Không tìm thấy tin bài này. Có thể tin bài đã được gỡ xuống.",
      429: "Quá nhiều yêu cầu trong thời gian ngắn. Hãy thử lại sau ít phút.",
      other: "Cổng không trả lời được yêu cầu này. Hãy thử lại sau.",
    },
    draft: "Bản nháp, chưa công bố. Liên kết xem trước chỉ dùng được một lần.",
    noPreview: "Không xem trước được",
    previewErrors: {
      400: "Liên kết xem trước bị thiếu hoặc đã bị sửa. Hãy mở lại phần xem trước trong trang quản trị.",
      403: "Liên kết xem trước không dùng được cho trang này, hoặc người tạo không còn quyền xem bản nháp. Hãy mở lại phần xem trước trong trang quản trị.",
      404: "Cổng không dùng trang này để xem trước. Hãy báo người quản trị kiểm tra cấu hình.",
      410: "Liên kết xem trước đã được dùng hoặc đã hết hạn. Hãy mở lại phần xem trước trong trang quản trị.",
    },
    signatures: {
      trusted: "Chữ ký số hợp lệ",
      untrusted: "Có chữ ký số, chưa xác định được nguồn gốc",
      invalid: "Chữ ký số không hợp lệ",
      unsigned: "Không có chữ ký số",
      unreadable: "Không đọc được tệp",
      pending: "Đang chờ kiểm tra chữ ký số",
    },
  },
  en: {
    announcements: "Announcements",
    skip: "Skip to main content",
    languages: "Language",
    search: "Search",
    words: "Words",
    category: "Category",
    all: "All categories",
    found: (count) => (count === 1 ? "1 announcement" : `${count} announcements`),
    none: "There are no such announcements.",
    showAll: "Show all announcements",
    pages: "Pages of the list",
    newer: "Previous page",
    older: "Next page",
    pageOf: (page, pages) => `Page ${page} of ${pages}`,
    loading: "Loading…",
    loaded: (title) => `Opened: ${title}`,
    back: "Back to the list",
    source: "Source",
    correction: "Correction",
    attachments: "Attachments",
    citations: "Official numbers in the text",
    pageCount: (count) => (count === 1 ? "1 page" : `${count} pages`),
    table: "Table",
    readIn: "Read in",
    failed: "Something went wrong",
    again: "Try again",
    errors: {
      0: "The portal cannot be reached. Check your connection, then try again.",
      404: "This announcement was not found. It may have been withdrawn.",
      429: "Too many requests in a short time. Try again in a few minutes.",
      other: "The portal could not answer. Try again later.",
    },
    draft: "A draft, not published. A preview link works once.",
    noPreview: "There is nothing to preview",
    previewErrors: {
      400: "This preview link is cut off or has been altered. Open the preview again in the admin.",
      403: "This preview link is not for this page, or whoever made it may no longer show the draft. Open the preview again in the admin.",
      404: "The portal does not use this front end for previews. Ask its operator.",
      410: "This preview link has been used or has expired. Open the preview again in the admin.",
    },
    signatures: {
      trusted: "Valid digital signature",
      untrusted: "Digital signature of unknown origin",
      invalid: "Invalid digital signature",
      unsigned: "No digital signature",
      unreadable: "The file cannot be read",
      pending: "Signature not checked yet",
    },
  },
};

export const LANGUAGES = { vi: "Tiếng Việt", en: "English" };

/** Return the words of a language, Vietnamese ones for a language that is not known. */
export function wordsOf(language) {
  return WORDS[language] ?? WORDS.vi;
}

/** Return a day, `2021-12-06`, as it is written: `06/12/2021`. */
export function day(text, language, timeZone = "UTC") {
  const format = { day: "2-digit", month: "2-digit", year: "numeric", timeZone };
  return new Intl.DateTimeFormat(locale(language), format).format(new Date(text));
}

/** Return day and time, with an offset, as they are in Vietnam: `09/04/2022 10:28`. */
export function moment(text, language) {
  const timeZone = "Asia/Ho_Chi_Minh";
  const format = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone };
  const time = new Intl.DateTimeFormat(locale(language), format).format(new Date(text));
  return `${day(text, language, timeZone)} ${time}`;
}

/** Return a number, which the API writes as text so that it is not rounded. */
export function number(text, language) {
  const value = Number(text);
  return text === "" || Number.isNaN(value)
    ? text
    : new Intl.NumberFormat(locale(language), { maximumFractionDigits: 20 }).format(value);
}

/** Return the size of a file. */
export function fileSize(bytes, language) {
  const [unit, size] = bytes < 1e6 ? ["kilobyte", bytes / 1e3] : ["megabyte", bytes / 1e6];
  const format = { style: "unit", unit, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(locale(language), format).format(size);
}

function locale(language) {
  return language === "en" ? "en-GB" : "vi-VN";
}
