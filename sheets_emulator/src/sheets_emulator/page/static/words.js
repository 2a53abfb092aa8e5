// The Vietnamese words of the page.

export const words = {
  saving: "Đang lưu…",
  saved: "Đã lưu",
  loading: "Đang tải…",
  offline: "Mất kết nối, đang thử lại…",
  missing: "Không có tệp này, hoặc tệp đã bị xóa.",
  rejected: "Ô này chỉ nhận giá trị theo quy định.",
  refused: "Chưa lưu được thay đổi này.",
  note: "Ghi chú",
  bad: "Không đúng quy định của ô này.",
  open: "Mở liên kết",
  newTab: "Tên trang tính mới",
  rename: "Đổi tên trang tính",
  tab: "Trang tính",
  chart: "Biểu đồ",
  drop: "Chọn trong danh sách",
  confirmDelete: (count) => `Xóa ${count} hàng đang chọn?`,
  sum: (count, total) => `Tổng: ${total} · ${count} số`,
};
