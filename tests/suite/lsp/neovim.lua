-- Drives the editor: what it shows goes to seen.txt, what goes wrong to standard error.
local done, why = pcall(function()
  local buffer = vim.api.nvim_get_current_buf()
  local config = {name = 'handoff', cmd = {os.getenv('HANDOFF'), 'lsp'}, root_dir = vim.fn.getcwd()}
  if vim.lsp.start then
    vim.lsp.start(config)
  else
    vim.lsp.buf_attach_client(buffer, vim.lsp.start_client(config))
  end
  local function wait(what, condition)
    if not vim.wait(30000, condition, 20) then error('there is no ' .. what) end
  end
  local function text() return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n') end
  local function finding()
    for _, one in ipairs(vim.diagnostic.get(buffer)) do
      if one.severity == vim.diagnostic.severity.ERROR then return one end
    end
  end
  wait('error', finding)
  local found = finding()
  local code = found.code or found.user_data.lsp.code
  local line = vim.split(found.message, '\n')[1]
  vim.fn.writefile({code .. ' ' .. found.lnum .. ': ' .. line}, 'seen.txt')

  -- The fix, as the editor applies it.
  local position = {line = found.lnum, character = vim.str_utfindex(
    vim.api.nvim_buf_get_lines(buffer, found.lnum, found.lnum + 1, false)[1], found.col) }
  local _, units = vim.str_utfindex(vim.api.nvim_buf_get_lines(buffer, found.lnum, found.lnum + 1, false)[1], found.col)
  position.character = units or position.character
  local answers = vim.lsp.buf_request_sync(buffer, 'textDocument/codeAction', {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    range = {start = position, ['end'] = position},
    context = {diagnostics = {}},
  }, 30000)
  for _, answer in pairs(answers) do
    for _, action in ipairs(answer.result or {}) do
      if action.isPreferred then vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16') end
    end
  end
  wait('fix', function() return not text():find('chekout', 1, true) and not finding() end)

  vim.fn.search('id: checkout,')
  vim.api.nvim_win_set_cursor(0, {vim.fn.line('.'), vim.fn.col('.') + 4})
  vim.lsp.buf.rename('smoke')
  wait('new name', function() return text():find('id: smoke,', 1, true) and text():find('check: smoke}', 1, true) end)
  vim.cmd('write')
end)
if not done then
  io.stderr:write(tostring(why) .. '\n')
  vim.cmd('cquit')
end
vim.cmd('qall!')
