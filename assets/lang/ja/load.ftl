# 読み込みが画面に伝えること

## うまくいかなかったこと

load-no-thread = ログを読み込めませんでした: スレッドを開始できません ({ $why })
load-ended-early = 読み込みが結果なしに終了しました。不具合としてご報告ください
load-broke-off = oomscope の不具合のため、読み込みが中断しました ({ $why })。それまでに見つかったものを表示しています。不具合としてご報告ください。

## ログの行、検索、その他の処理

lines-unread = 行を読み込めなくなりました: { $why }
search-broke-off = 検索が中断しました: { $why }
search-too-large = 正規表現が大きすぎます
search-no-expression = 正規表現として正しくありません
errand-broke-off = oomscope の不具合のため、処理に失敗しました ({ $why })。不具合としてご報告ください
